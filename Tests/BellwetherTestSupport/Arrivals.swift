import Glibc

/// What reached a server, in order, and those who wait for some of it. Tests wait for what happens, never for time.
final class Arrivals<Element: Sendable>: @unchecked Sendable {
    private struct Waiter {
        let number: Int
        let caller: CheckedContinuation<Element?, Never>
    }

    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private var elements: [Element] = []
    private var waiters: [Waiter] = []
    private var isOver = false

    init() {
        pthread_mutex_init(mutex, nil)
    }

    deinit {
        pthread_mutex_destroy(mutex)
        mutex.deallocate()
    }

    var all: [Element] { locked { elements } }

    /// Numbered from 1. The element is made from its number.
    func add(_ make: (_ number: Int) -> Element) -> Element {
        let (element, ready) = locked {
            let element = make(elements.count + 1)
            elements.append(element)
            let ready = waiters.filter { $0.number == elements.count }
            waiters.removeAll { $0.number == elements.count }
            return (element, ready)
        }
        for waiter in ready { waiter.caller.resume(returning: element) }
        return element
    }

    /// Waits for the element of that number; `nil` where it will never come.
    func element(number: Int) async -> Element? {
        await withCheckedContinuation { caller in
            let known: Element?? = locked {
                if number <= elements.count { return .some(elements[number - 1]) }
                if isOver { return .some(nil) }
                waiters.append(Waiter(number: number, caller: caller))
                return nil
            }
            if let known { caller.resume(returning: known) }
        }
    }

    /// Nothing more will come.
    func end() {
        let left = locked {
            isOver = true
            defer { waiters = [] }
            return waiters
        }
        for waiter in left { waiter.caller.resume(returning: nil) }
    }

    private func locked<Result>(_ body: () -> Result) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body()
    }
}

/// The server was stopped before what a test waited for arrived.
package struct ServerStopped: Error {}
