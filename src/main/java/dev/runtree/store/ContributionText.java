package dev.runtree.store;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.runtree.model.rollup.Amounts;
import dev.runtree.model.rollup.Contribution;
import dev.runtree.model.rollup.Histogram;
import dev.runtree.model.rollup.ModelKey;
import dev.runtree.model.rollup.ModelUse;
import dev.runtree.model.rollup.RunKey;
import dev.runtree.model.rollup.ToolKey;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A contribution as {@code agno_traces.counted} has it: JSON, short, the same text for the same contribution. Words stand once
 * and rows are numbers: hours from {@code at} on, places in {@code words}, amounts, and the histogram from its first place on.
 */
final class ContributionText {
    /** What a text of the rules of now begins with; the index of traces that are to be counted again names it too. */
    static final String BEGINNING = "{\"v\":1,";

    private static final long MICROS_PER_HOUR = 3_600_000_000L;
    private static final JsonFactory JSON = new JsonFactory();

    private ContributionText() {}

    static String print(Contribution contribution) {
        return new Printer(contribution).text();
    }

    /** @throws IOException when it is not such a text */
    static Contribution parse(String text) throws IOException {
        try (var json = JSON.createParser(text)) {
            return new Parser(json).contribution();
        } catch (IndexOutOfBoundsException | ArithmeticException e) {
            throw new IOException("Not a contribution of a trace: " + text, e);
        }
    }

    private static final class Printer {
        private final Contribution contribution;
        private final StringBuilder out = new StringBuilder(BEGINNING);
        private final Map<String, Integer> places = new HashMap<>();
        private final long base;

        Printer(Contribution contribution) {
            this.contribution = contribution;
            this.base = earliest(contribution);
        }

        private static long earliest(Contribution contribution) {
            var earliest = Long.MAX_VALUE;
            if (!contribution.runs().isEmpty()) {
                earliest = contribution.runs().firstKey().hour();
            }
            if (!contribution.models().isEmpty()) {
                earliest = Math.min(earliest, contribution.models().firstKey().hour());
            }
            if (!contribution.tools().isEmpty()) {
                earliest = Math.min(earliest, contribution.tools().firstKey().hour());
            }
            return earliest == Long.MAX_VALUE ? 0 : earliest;
        }

        String text() {
            out.append("\"at\":").append(base).append(",\"words\":[");
            words();
            out.append("],\"runs\":[");
            contribution.runs().forEach((key, amounts) -> {
                begin(key.hour() - base);
                word(key.type(), key.name(), key.user(), key.environment(), key.status());
                end(amounts);
            });
            models();
            out.append("],\"tools\":[");
            contribution.tools().forEach((key, amounts) -> {
                begin(key.hour() - base);
                word(key.tool(), key.status());
                end(amounts);
            });
            return out.append("]}").toString();
        }

        private void models() {
            if (contribution.isListed()) {
                out.append("],\"uses\":[");
                for (var use : contribution.uses()) {
                    begin(use.startMicros() - base * MICROS_PER_HOUR);
                    model(use.key(), use.amounts());
                }
            } else {
                out.append("],\"models\":[");
                contribution.models().forEach((key, amounts) -> {
                    begin(key.hour() - base);
                    model(key, amounts);
                });
            }
        }

        private void model(ModelKey key, Amounts amounts) {
            word(key.kind(), key.model(), key.provider(), key.user());
            end(amounts);
        }

        private void words() {
            var words = new TreeSet<String>();
            contribution
                    .runs()
                    .keySet()
                    .forEach(key -> Collections.addAll(
                            words, key.type(), key.name(), key.user(), key.environment(), key.status()));
            contribution
                    .models()
                    .keySet()
                    .forEach(key -> Collections.addAll(words, key.kind(), key.model(), key.provider(), key.user()));
            contribution.tools().keySet().forEach(key -> Collections.addAll(words, key.tool(), key.status()));
            var between = "\"";
            for (var word : words) {
                places.put(word, places.size());
                out.append(between)
                        .append(JsonStringEncoder.getInstance().quoteAsString(word))
                        .append('"');
                between = ",\"";
            }
        }

        private void begin(long time) {
            if (out.charAt(out.length() - 1) == ']') {
                out.append(',');
            }
            out.append('[').append(time);
        }

        private void word(String... words) {
            for (var word : words) {
                out.append(',').append(places.get(word));
            }
        }

        private void end(Amounts amounts) {
            amounts.numbers().forEach(number -> out.append(',').append(number.toPlainString()));
            if (!amounts.durations().isEmpty()) {
                out.append(',').append(amounts.durations().first());
                for (var count : amounts.durations().counts()) {
                    out.append(',').append(count);
                }
            }
            out.append(']');
        }
    }

    private static final class Parser {
        private final JsonParser json;
        private final List<String> words = new ArrayList<>();
        private final Map<RunKey, Amounts> runs = new HashMap<>();
        private final Map<ModelKey, Amounts> models = new HashMap<>();
        private final List<ModelUse> uses = new ArrayList<>();
        private final Map<ToolKey, Amounts> tools = new HashMap<>();
        private boolean listed;
        private long base;

        Parser(JsonParser json) {
            this.json = json;
        }

        Contribution contribution() throws IOException {
            json.nextToken();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                field(json.currentName());
            }
            return listed ? Contribution.listing(runs, uses, tools) : Contribution.summing(runs, models, tools);
        }

        private void field(String name) throws IOException {
            json.nextToken();
            switch (name) {
                case "at" -> base = json.getLongValue();
                case "words" -> {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        words.add(json.getText());
                    }
                }
                case "runs" -> rows(row -> runs.put(run(row), amounts(row, 6, RunKey.AMOUNTS)));
                case "models" ->
                    rows(row -> models.put(model(row, base + time(row)), amounts(row, 5, ModelKey.AMOUNTS)));
                case "uses" -> {
                    listed = true;
                    rows(row -> uses.add(use(row)));
                }
                case "tools" -> rows(row -> tools.put(tool(row), amounts(row, 3, ToolKey.AMOUNTS)));
                default -> json.skipChildren();
            }
        }

        private interface RowTaker {
            void take(List<BigDecimal> row);
        }

        private void rows(RowTaker taker) throws IOException {
            var row = new ArrayList<BigDecimal>();
            while (json.nextToken() == JsonToken.START_ARRAY) {
                row.clear();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    row.add(json.getDecimalValue());
                }
                taker.take(row);
            }
        }

        private RunKey run(List<BigDecimal> row) {
            return new RunKey(base + time(row), word(row, 1), word(row, 2), word(row, 3), word(row, 4), word(row, 5));
        }

        private ModelUse use(List<BigDecimal> row) {
            var micros = base * MICROS_PER_HOUR + time(row);
            var key = model(row, Math.floorDiv(micros, MICROS_PER_HOUR));
            return new ModelUse(micros, key, amounts(row, 5, ModelKey.AMOUNTS));
        }

        private ModelKey model(List<BigDecimal> row, long hour) {
            return new ModelKey(hour, word(row, 1), word(row, 2), word(row, 3), word(row, 4));
        }

        private ToolKey tool(List<BigDecimal> row) {
            return new ToolKey(base + time(row), word(row, 1), word(row, 2));
        }

        private static long time(List<BigDecimal> row) {
            return row.getFirst().longValueExact();
        }

        private String word(List<BigDecimal> row, int at) {
            return words.get(row.get(at).intValueExact());
        }

        private static Amounts amounts(List<BigDecimal> row, int from, int size) {
            var durations = from + size;
            return new Amounts(
                    row.subList(from, durations),
                    row.size() == durations
                            ? Histogram.EMPTY
                            : Histogram.of(
                                    row.get(durations).intValueExact(),
                                    row.subList(durations + 1, row.size()).stream()
                                            .mapToLong(BigDecimal::longValueExact)
                                            .toArray()));
        }
    }
}
