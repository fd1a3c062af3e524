import CLibCairo

/// Something to draw on that becomes a PNG: the same strokes give the same bytes.
final class Canvas {
    private let surface: OpaquePointer
    private let context: OpaquePointer

    /// In points of its own; each becomes `scale` dots wide, as fine screens have them.
    init(width: Double, height: Double, scale: Double) {
        surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width * scale), Int32(height * scale))
        context = cairo_create(surface)
        cairo_scale(context, scale, scale)
    }

    deinit {
        cairo_destroy(context)
        cairo_surface_destroy(surface)
    }

    /// Whatever is drawn from here on stays within a rectangle with round corners.
    func clip(toRoundedWidth width: Double, height: Double, radius: Double) {
        let quarter = Double.pi / 2
        for (turn, x, y) in [
            (-1.0, width - radius, radius), (0.0, width - radius, height - radius), (1.0, radius, height - radius),
            (2.0, radius, radius),
        ] {
            cairo_arc(context, x, y, radius, turn * quarter, (turn + 1) * quarter)
        }
        cairo_close_path(context)
        cairo_clip(context)
    }

    func fill(_ colour: Colour, x: Double, y: Double, width: Double, height: Double) {
        set(colour)
        cairo_rectangle(context, x, y, width, height)
        cairo_fill(context)
    }

    func fillCircle(_ colour: Colour, x: Double, y: Double, radius: Double) {
        set(colour)
        cairo_new_sub_path(context)
        cairo_arc(context, x, y, radius, 0, 2 * .pi)
        cairo_fill(context)
    }

    /// A line through places; a lone place becomes a dot.
    func stroke(_ colour: Colour, width: Double, through places: [(x: Double, y: Double)]) {
        guard let first = places.first else { return }
        set(colour)
        cairo_set_line_width(context, width)
        cairo_set_line_cap(context, CAIRO_LINE_CAP_ROUND)
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
        cairo_move_to(context, first.x, first.y)
        for place in places { cairo_line_to(context, place.x, place.y) }
        cairo_stroke(context)
    }

    private func set(_ colour: Colour) {
        cairo_set_source_rgb(
            context, Double(colour.red) / 255, Double(colour.green) / 255, Double(colour.blue) / 255)
    }

    /// Nothing where it could not be drawn, as without memory.
    var png: [UInt8]? {
        cairo_surface_flush(surface)
        var bytes: [UInt8] = []
        let status = withUnsafeMutablePointer(to: &bytes) { target in
            cairo_surface_write_to_png_stream(
                surface,
                { target, data, count in
                    guard let target, let data else { return CAIRO_STATUS_WRITE_ERROR }
                    let bytes = target.assumingMemoryBound(to: [UInt8].self)
                    bytes.pointee += UnsafeBufferPointer(start: data, count: Int(count))
                    return CAIRO_STATUS_SUCCESS
                }, target)
        }
        return status == CAIRO_STATUS_SUCCESS && cairo_status(context) == CAIRO_STATUS_SUCCESS ? bytes : nil
    }
}

package struct Colour: Sendable, Hashable {
    package let red, green, blue: UInt8

    package init(_ red: UInt8, _ green: UInt8, _ blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }
}
