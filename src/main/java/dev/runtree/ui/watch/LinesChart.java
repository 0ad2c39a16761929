package dev.runtree.ui.watch;

import dev.runtree.model.Figures;
import dev.runtree.model.watch.RunLatency;
import dev.runtree.model.watch.RunLatency.Spread;
import dev.runtree.ui.Fonts;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import org.jspecify.annotations.Nullable;

/** How long runs took: three lines, told apart by colour, by dashes and by the names at their ends. */
final class LinesChart extends Chart {
    private static final double BESIDES = 84;
    private static final double NAMES_APART = 14;

    private enum Line {
        P50("p50", Spread::p50, Ink.ACCENT_FG, new double[0]),
        P90("p90", Spread::p90, Ink.SERIES_1, new double[] {5, 3}),
        P99("p99", Spread::p99, Ink.FG_STRONG, new double[] {2, 2});

        private final String word;

        @SuppressWarnings("ImmutableEnumChecker") // a method of a record
        private final Function<Spread, @Nullable Long> nanos;

        private final Ink ink;

        @SuppressWarnings("ImmutableEnumChecker") // never written to
        private final double[] dashes;

        Line(String word, Function<Spread, @Nullable Long> nanos, Ink ink, double[] dashes) {
            this.word = word;
            this.nanos = nanos;
            this.ink = ink;
            this.dashes = dashes;
        }
    }

    private record Name(Line line, double y) {}

    private @Nullable RunLatency latency;

    LinesChart() {
        super(BESIDES);
    }

    void show(RunLatency now) {
        latency = now;
        show(now.course());
    }

    private List<Spread> stretches() {
        return latency == null ? List.of() : latency.stretches();
    }

    @Override
    String title() {
        var now = latency;
        return now == null
                ? ""
                : Messages.text(
                        "watch.latency.told",
                        Figures.duration(now.now().p50()),
                        Figures.duration(now.now().p90()),
                        Figures.duration(now.now().p99()));
    }

    @Override
    String words(int index) {
        var at = stretches().get(index);
        return at.p50() == null
                ? Figures.counted(at.runs(), "run")
                : Messages.text(
                        "watch.latency.at",
                        Figures.counted(at.runs(), "run"),
                        Figures.count(at.failed()),
                        Figures.duration(at.p50()),
                        Figures.duration(at.p90()),
                        Figures.duration(at.p99()));
    }

    @Override
    Scale scale() {
        var most = 0L;
        for (var stretch : stretches()) {
            var nanos = stretch.p99();
            most = nanos == null ? most : Math.max(most, nanos);
        }
        return Scale.ofDurations((double) most);
    }

    @Override
    void paint(GraphicsContext g, Area area) {
        for (var line : Line.values()) {
            g.setStroke(ink(line.ink));
            g.setLineWidth(1.5);
            g.setLineDashes(line.dashes);
            draw(g, area, line);
        }
        g.setLineDashes();
        names(g, area);
    }

    /** Where nothing ran there is no line; what stands alone is a dot. */
    private void draw(GraphicsContext g, Area area, Line line) {
        var open = false;
        for (var i = 0; i < stretches().size(); i++) {
            var nanos = line.nanos.apply(stretches().get(i));
            if (nanos == null) {
                if (open) {
                    g.stroke();
                }
                open = false;
                continue;
            }
            var x = area.middle(i);
            var y = area.at(nanos);
            if (open) {
                g.lineTo(x, y);
            } else {
                g.beginPath();
                g.moveTo(x, y);
                open = true;
                var isAlone = i + 1 == stretches().size()
                        || line.nanos.apply(stretches().get(i + 1)) == null;
                if (isAlone) {
                    g.setFill(ink(line.ink));
                    g.fillOval(x - 2, y - 2, 4, 4);
                }
            }
        }
        if (open) {
            g.stroke();
        }
    }

    /** What all runs of the range took, beside the ends, one beneath the other where they lie close. */
    private void names(GraphicsContext g, Area area) {
        var now = latency;
        if (now == null || now.now().p50() == null) {
            return;
        }
        var names = new ArrayList<Name>();
        for (var line : Line.values()) {
            var nanos = line.nanos.apply(now.now());
            if (nanos != null) {
                names.add(new Name(line, area.at(nanos)));
            }
        }
        names.sort(Comparator.comparingDouble(Name::y).reversed());
        g.setFont(Fonts.mono(10.5));
        g.setTextBaseline(VPos.CENTER);
        var below = area.bottom() + NAMES_APART / 2;
        for (var name : names) {
            var y = Math.min(name.y(), below - NAMES_APART);
            below = y;
            g.setFill(ink(name.line().ink));
            g.fillText(name.line().word, area.x() + area.width() + 8, y);
            g.setFill(ink(Ink.FG_MUTED));
            g.fillText(Figures.duration(name.line().nanos.apply(now.now())), area.x() + area.width() + 33, y);
        }
    }
}
