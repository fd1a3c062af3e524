import Diagnostics

@testable import CEL

/// Any bytes are read to the end, and what is wrong with them stands somewhere in them.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
    let (tree, diagnostics) = Parser.parsed(Fragment(text))
    precondition(tree.range.upperBound <= text.utf8.count)
    for diagnostic in diagnostics { precondition(diagnostic.place.line >= 1 && diagnostic.place.column >= 1) }
    for piece in TemplatePiece.pieces(of: Fragment(text)) {
        if case .expression(let fragment) = piece { _ = Parser.parsed(fragment) }
    }
    return 0
}
