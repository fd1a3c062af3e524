import BellwetherCore
import Testing

@testable import BellwetherConfig

@Suite struct ChunkLoopThreadsTests {
    @Test(arguments: [0, 1, 2, 100]) func `each part is made once, and they stand in order`(count: Int) {
        #expect(ChunkLoop.onThreads.parts(count) { $0 } == Array(0..<count))
    }
}
