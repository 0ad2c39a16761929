package dev.runtree.ui.sql;

import dev.runtree.model.Figures;
import dev.runtree.store.SqlConsole.Column;
import dev.runtree.store.SqlConsole.Kind;
import dev.runtree.ui.Messages;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.scene.Node;
import javafx.scene.chart.BarChart;
import javafx.scene.chart.CategoryAxis;
import javafx.scene.chart.Chart;
import javafx.scene.chart.LineChart;
import javafx.scene.chart.NumberAxis;
import javafx.scene.chart.XYChart;
import javafx.scene.control.Label;
import javafx.scene.layout.BorderPane;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;

/** An answer of two columns as a picture: a line over time, or a bar for each of the first values. */
final class Plot {
    private static final int BARS = 40;
    private static final int POINTS = 5_000;
    private static final Set<String> TIMES = Set.of("timestamptz", "timestamp", "date");
    private static final DateTimeFormatter SERVER = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][X]")
            .toFormatter(Locale.ROOT);
    private static final DateTimeFormatter TICK = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);

    private Plot() {}

    /** Whether an answer of these columns can be plotted. */
    static boolean fits(List<Column> columns) {
        return columns.size() == 2 && columns.get(1).kind() == Kind.NUMBER;
    }

    /** @param rows of columns that {@linkplain #fits fit} */
    static Node of(List<Column> columns, List<ResultRow> rows) {
        var isTime = TIMES.contains(columns.get(0).type());
        var most = isTime ? POINTS : BARS;
        var shown = rows.subList(0, Math.min(most, rows.size()));
        var pane = new BorderPane(isTime ? line(columns, shown) : bars(columns, shown));
        pane.getStyleClass().add("sql-plot");
        if (rows.size() > most) {
            var told = new Label(Messages.text("sql.plot.some", Figures.count(most), Figures.count(rows.size())));
            told.getStyleClass().add("sql-plot-note");
            pane.setBottom(told);
        }
        return pane;
    }

    private static Chart line(List<Column> columns, List<ResultRow> rows) {
        var isDay = columns.get(0).type().equals("date");
        var points = new ArrayList<XYChart.Data<Number, Number>>();
        for (var row : rows) {
            var x = time(row.at(0));
            var y = number(row.at(1));
            if (x.isPresent() && y.isPresent()) {
                points.add(new XYChart.Data<>(x.getAsDouble(), y.getAsDouble()));
            }
        }
        points.sort(Comparator.comparingDouble(point -> point.getXValue().doubleValue()));
        var x = new NumberAxis();
        x.setForceZeroInRange(false);
        x.setTickLabelFormatter(new Ticks(isDay));
        if (points.size() > 1) {
            var from = points.getFirst().getXValue().doubleValue();
            var to = points.getLast().getXValue().doubleValue();
            x.setAutoRanging(false);
            x.setLowerBound(from);
            x.setUpperBound(to);
            x.setTickUnit(Math.max(1, (to - from) / 6));
            x.setMinorTickVisible(false);
        }
        var chart = new LineChart<>(x, figures(columns.get(1).name()));
        chart.setCreateSymbols(points.size() <= 60);
        chart.getData().add(new XYChart.Series<>(FXCollections.observableArrayList(points)));
        return plain(chart, columns);
    }

    private static Chart bars(List<Column> columns, List<ResultRow> rows) {
        var bars = new ArrayList<XYChart.Data<Number, String>>();
        var names = new ArrayList<String>();
        for (var row : rows) {
            var y = number(row.at(1));
            if (y.isPresent()) {
                var name = name(CellText.of(row.at(0)), names);
                names.add(name);
                bars.add(new XYChart.Data<>(y.getAsDouble(), name));
            }
        }
        // The axis goes up, the answer down.
        var axis = new CategoryAxis(FXCollections.observableArrayList(names.reversed()));
        var chart = new BarChart<>(figures(columns.get(1).name()), axis);
        chart.setCategoryGap(Math.clamp(160.0 / Math.max(1, names.size()), 2, 24));
        chart.getData().add(new XYChart.Series<>(FXCollections.observableArrayList(bars)));
        return plain(chart, columns);
    }

    /** An axis takes each name once. */
    private static String name(String wanted, List<String> taken) {
        var cut = wanted.length() > 40 ? wanted.substring(0, 39) + "…" : wanted;
        var name = cut;
        for (var n = 2; taken.contains(name); n++) {
            name = cut + " (" + n + ")";
        }
        return name;
    }

    private static NumberAxis figures(String name) {
        var axis = new NumberAxis();
        axis.setLabel(name);
        axis.setMinorTickVisible(false);
        return axis;
    }

    private static Chart plain(XYChart<?, ?> chart, List<Column> columns) {
        chart.setAnimated(false);
        chart.setLegendVisible(false);
        chart.setAccessibleText(Messages.text(
                "sql.plot.of", columns.get(1).name(), columns.get(0).name()));
        return chart;
    }

    private static OptionalDouble number(@Nullable String value) {
        try {
            var number = value == null ? Double.NaN : Double.parseDouble(value);
            return Double.isFinite(number) ? OptionalDouble.of(number) : OptionalDouble.empty();
        } catch (NumberFormatException e) {
            return OptionalDouble.empty();
        }
    }

    /** Seconds since 1970 of a time as PostgreSQL writes it; empty for {@code infinity} and years before Christ. */
    private static OptionalDouble time(@Nullable String value) {
        if (value == null) {
            return OptionalDouble.empty();
        }
        try {
            if (value.length() == 10) {
                return OptionalDouble.of((double) LocalDate.parse(value)
                        .atStartOfDay(ZoneId.systemDefault())
                        .toEpochSecond());
            }
            var read = SERVER.parseBest(value, OffsetDateTime::from, LocalDateTime::from);
            var seconds = read instanceof OffsetDateTime there
                    ? there.toEpochSecond()
                    : LocalDateTime.from(read).atZone(ZoneId.systemDefault()).toEpochSecond();
            return OptionalDouble.of((double) seconds);
        } catch (DateTimeParseException e) {
            return OptionalDouble.empty();
        }
    }

    private static final class Ticks extends StringConverter<Number> {
        private final boolean isDay;

        Ticks(boolean isDay) {
            this.isDay = isDay;
        }

        @Override
        public String toString(Number seconds) {
            var at = Instant.ofEpochSecond(seconds.longValue()).atZone(ZoneId.systemDefault());
            return (isDay ? DAY : TICK).format(at);
        }

        @Override
        public Number fromString(String text) {
            throw new UnsupportedOperationException("nothing is typed at an axis");
        }
    }
}
