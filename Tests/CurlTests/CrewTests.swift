import Dispatch
import Testing

@testable import Curl

@Suite struct CrewTests {
    @Test func `has room for so many and takes more when they have left`() {
        let crew = Crew(atMost: 1)
        let gate = DispatchSemaphore(value: 0)
        #expect(crew.start { gate.wait() })
        #expect(!crew.start {})
        gate.signal()
        crew.waitUntilAllHaveLeft()
        #expect(crew.start {})
        crew.waitUntilAllHaveLeft()
    }
}
