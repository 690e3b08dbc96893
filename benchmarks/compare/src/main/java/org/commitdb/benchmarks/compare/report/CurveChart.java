package org.commitdb.benchmarks.compare.report;

import java.util.List;
import java.util.Locale;
import java.util.SortedMap;

/// Curves of cost against size, both axes logarithmic, as SVG.
final class CurveChart {

    /// One curve: cost by size.
    record Curve(String label, SortedMap<Long, Double> points, boolean ours) {}

    private static final int WIDTH = 720;
    private static final int HEIGHT = 300;
    private static final int LEFT = 70;
    private static final int RIGHT = 150;
    private static final int TOP = 44;
    private static final int BOTTOM = 36;

    private CurveChart() {}

    static String of(String title, String unit, List<Curve> curves) {
        double low = Double.MAX_VALUE;
        double high = Double.MIN_VALUE;
        double first = Double.MAX_VALUE;
        double last = Double.MIN_VALUE;
        for (Curve curve : curves) {
            for (var point : curve.points.entrySet()) {
                low = Math.min(low, Math.log10(point.getValue()));
                high = Math.max(high, Math.log10(point.getValue()));
                first = Math.min(first, Math.log10(point.getKey()));
                last = Math.max(last, Math.log10(point.getKey()));
            }
        }
        low = Math.floor(low);
        high = Math.max(low + 1, Math.ceil(high));
        last = Math.max(first + 0.1, last);
        Svg svg = new Svg(WIDTH, HEIGHT);
        svg.text(12, 20, "title", "start", title);
        svg.text(12, 36, "note", "start", unit + " by commits in the history, logarithmic");
        for (int decade = (int) low; decade <= (int) high; decade++) {
            double y = y(decade, low, high);
            svg.line(LEFT, y, WIDTH - RIGHT, y, "grid");
            String text =
                    String.format(
                            Locale.ROOT,
                            decade < 0 ? "%." + -decade + "f" : "%,.0f",
                            Math.pow(10, decade));
            svg.text(LEFT - 6, y + 4, "label", "end", text);
        }
        for (Curve curve : curves) {
            StringBuilder points = new StringBuilder();
            double x = LEFT;
            double y = TOP;
            double newest = 0;
            for (var point : curve.points.entrySet()) {
                x = x(Math.log10(point.getKey()), first, last);
                y = y(Math.log10(point.getValue()), low, high);
                newest = point.getValue();
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
                svg.circle(x, y, curve.ours ? "ours" : "theirs");
                svg.text(
                        x,
                        HEIGHT - 14,
                        "label",
                        "middle",
                        String.format(Locale.ROOT, "%,d", point.getKey()));
            }
            svg.polyline(points.toString(), curve.ours ? "our-curve" : "their-curve");
            String value = BarChart.number(newest);
            svg.text(x + 8, y + 4, "value", "start", curve.label + " " + value);
        }
        return svg.toString();
    }

    private static double x(double value, double first, double last) {
        return LEFT + 12 + (value - first) / (last - first) * (WIDTH - LEFT - RIGHT - 24);
    }

    private static double y(double value, double low, double high) {
        return HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - TOP - BOTTOM);
    }
}
