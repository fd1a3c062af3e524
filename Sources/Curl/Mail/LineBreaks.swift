extension String {
    /// Its bytes with every line break as CR LF, the only one mail knows; a bare one would be encoded as data.
    var withMailLineBreaks: [UInt8] {
        var output: [UInt8] = []
        output.reserveCapacity(utf8.count)
        var previous: UInt8 = 0
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "\r"): output += [0x0D, 0x0A]
            case UInt8(ascii: "\n"): if previous != UInt8(ascii: "\r") { output += [0x0D, 0x0A] }
            default: output.append(byte)
            }
            previous = byte
        }
        return output
    }
}
