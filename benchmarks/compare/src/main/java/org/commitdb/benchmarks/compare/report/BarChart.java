package org.commitdb.benchmarks.compare.report;

import java.util.List;
import java.util.Locale;

/// Horizontal bars, one for each peer, as SVG: the median, and a line from the least sample to the
/// greatest.
final class BarChart {

    /// One bar.
    record Bar(String label, double median, double least, double greatest, boolean ours) {}

    private static final int WIDTH = 720;
    private static final int LEFT = 190;
    private static final int ROW = 24;
    private static final int TOP = 44;
    private static final int BAR = WIDTH - LEFT - 110;

    private BarChart() {}

    static String of(String title, String unit, List<Bar> bars) {
        double most = bars.stream().mapToDouble(Bar::greatest).max().orElse(1);
        Svg svg = new Svg(WIDTH, TOP + ROW * bars.size() + 12);
        svg.text(12, 20, "title", "start", title);
        svg.text(12, 36, "note", "start", unit + "; bar: median, line: least to greatest");
        for (int i = 0; i < bars.size(); i++) {
            Bar bar = bars.get(i);
            int y = TOP + ROW * i;
            double end = LEFT + bar.median / most * BAR;
            svg.text(LEFT - 8, y + 15, "label", "end", bar.label);
            svg.rectangle(LEFT, y + 4, end - LEFT, ROW - 8, bar.ours ? "ours" : "theirs");
            svg.line(
                    LEFT + bar.least / most * BAR,
                    y + ROW / 2.0,
                    LEFT + bar.greatest / most * BAR,
                    y + ROW / 2.0,
                    "spread");
            double text = Math.max(end, LEFT + bar.greatest / most * BAR) + 6;
            svg.text(text, y + 15, "value", "start", number(bar.median));
        }
        return svg.toString();
    }

    /// A number with three digits that count.
    static String number(double value) {
        if (value >= 1000) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
