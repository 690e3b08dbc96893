package org.commitdb.benchmarks.compare.report;

import java.util.Locale;

/// A picture in the making. Colours follow the reader's light or dark mode.
final class Svg {

    private static final String STYLE =
            """
            <style>
              text { font: 12px system-ui, sans-serif; fill: #24292f; }
              .title { font-weight: 600; font-size: 14px; } .note { fill: #57606a; font-size: 11px; }
              .ours { fill: #0969da; } .theirs { fill: #8c959f; }
              .our-curve { stroke: #0969da; stroke-width: 2; fill: none; }
              .their-curve { stroke: #8c959f; stroke-width: 2; fill: none; }
              .spread { stroke: #24292f; } .grid { stroke: #8c959f; stroke-opacity: .3; }
              @media (prefers-color-scheme: dark) {
                text { fill: #e6edf3; } .note { fill: #8b949e; } .spread { stroke: #e6edf3; }
                .ours { fill: #4493f8; } .our-curve { stroke: #4493f8; }
              }
            </style>
            """;

    private final StringBuilder elements = new StringBuilder();
    private final int width;
    private final int height;

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    void text(double x, double y, String style, String anchor, String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;");
        add(
                "<text x='%.1f' y='%.1f' class='%s' text-anchor='%s'>%s</text>",
                x, y, style, anchor, escaped);
    }

    void rectangle(double x, double y, double w, double h, String style) {
        add("<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' class='%s'/>", x, y, w, h, style);
    }

    void line(double x1, double y1, double x2, double y2, String style) {
        add("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' class='%s'/>", x1, y1, x2, y2, style);
    }

    void circle(double x, double y, String style) {
        add("<circle cx='%.1f' cy='%.1f' r='3.5' class='%s'/>", x, y, style);
    }

    void polyline(String points, String style) {
        add("<polyline points='%s' class='%s'/>", points.strip(), style);
    }

    private void add(String format, Object... arguments) {
        elements.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }

    @Override
    public String toString() {
        return "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d'>%n%s%s</svg>%n"
                .formatted(width, height, width, height, STYLE, elements);
    }
}
