import Diagnostics
import Support

@testable import CEL

/// Any bytes are read to the end, in time that grows with their number, and what is wrong with them stands somewhere in
/// them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    read(text)
    Pace.expectLinear(text) { _ = Parser.parsed(Fragment($0)) }
    return 0
}

private func read(_ text: String) {
    let (tree, diagnostics) = Parser.parsed(Fragment(text))
    precondition(tree.range.upperBound <= text.utf8.count)
    for diagnostic in diagnostics { precondition(diagnostic.place.line >= 1 && diagnostic.place.column >= 1) }
    for piece in TemplatePiece.pieces(of: Fragment(text)) {
        if case .expression(let fragment) = piece { _ = Parser.parsed(fragment) }
    }
}
