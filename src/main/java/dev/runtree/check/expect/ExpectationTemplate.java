package dev.runtree.check.expect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.json.JsonIndex;
import dev.runtree.json.JsonPaths;
import dev.runtree.yaml.YamlWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what a run did as expectations, for somebody to take out, loosen and add to. */
public final class ExpectationTemplate {
    private static final int MOST_CALLS = 20;
    private static final int MOST_VALUES = 20;
    private static final int LONGEST = 200;
    private static final int TIMES = 2;
    private static final Duration LEAST_TIME = Duration.ofSeconds(60);

    private static final JsonMapper ASCII =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final YamlWriter yaml;
    private final Observed run;

    public ExpectationTemplate(YamlWriter yaml, Observed run) {
        this.yaml = yaml;
        this.run = run;
    }

    /**
     * Writes the key {@code expect}, with something under it in any case.
     *
     * @param isAnswerMeant whether the answer of the run is the one that is wanted
     * @param isLive whether a model is asked, so that tokens, money and time are used
     */
    public void write(boolean isAnswerMeant, boolean isLive) {
        yaml.map("expect", () -> {
            if (isAnswerMeant) {
                answer();
            } else {
                yaml.comment("The edit changes what the model sees: say what it has to answer then, such as");
                yaml.comment("answer:");
                yaml.comment("  contains: 3 o'clock");
            }
            tools(isAnswerMeant);
            atMost(isLive);
        });
    }

    private void answer() {
        var answer = JsonFit.bare(run.answer());
        var values = answer.startsWith("{") ? values(JsonIndex.of(answer)) : Map.<String, Runnable>of();
        if (!values.isEmpty()) {
            yaml.map("answer", () -> yaml.map("json", () -> values.values().forEach(Runnable::run)));
        } else if (!answer.isBlank()) {
            yaml.map(
                    "answer", () -> yaml.text("contains", beginning(run.answer().strip())));
        }
    }

    /** How to write the members of an object that are no objects or lists themselves. */
    private Map<String, Runnable> values(JsonIndex index) {
        var values = new LinkedHashMap<String, Runnable>();
        if (index.mistake() != null || !index.isOpen(0)) {
            return values;
        }
        for (var line = 1; line < index.last(0) && values.size() < MOST_VALUES; line = index.next(line)) {
            if (index.isOpen(line) || index.isEmpty(line)) {
                continue;
            }
            var path = JsonPaths.of(index, line);
            var at = line;
            if (!index.isString(line)) {
                values.put(path, () -> yaml.word(path, plain(index.raw(at))));
            } else if (index.said(line).length() <= LONGEST) {
                values.put(path, () -> yaml.text(path, index.said(at)));
            }
        }
        return values;
    }

    /** In YAML a number with an exponent may be a text. */
    private static String plain(String json) {
        return json.matches("-?[0-9].*[eE].*") ? new BigDecimal(json).toPlainString() : json;
    }

    /** The first line, or as much of it as somebody reads. */
    private static String beginning(String text) {
        var line = text.lines().findFirst().orElse("").strip();
        if (line.length() <= LONGEST) {
            return line;
        }
        var end = line.lastIndexOf(' ', LONGEST);
        return line.substring(0, end > LONGEST / 2 ? end : line.offsetByCodePoints(0, line.codePointCount(0, LONGEST)));
    }

    private void tools(boolean isAnswerMeant) {
        var calls = run.calls().stream().distinct().toList();
        if (calls.isEmpty()) {
            return;
        }
        yaml.map("tools", () -> {
            if (calls.size() > MOST_CALLS) {
                yaml.comment("The first " + MOST_CALLS + " of " + calls.size() + " calls:");
            }
            yaml.map("called", () -> calls.stream().limit(MOST_CALLS).forEach(this::called));
            if (isAnswerMeant && calls.size() > 1 && calls.size() <= MOST_CALLS) {
                var order = ASCII.createArrayNode();
                run.calls().forEach(call -> order.add(call.tool()));
                yaml.word("order", json(order));
            }
        });
    }

    private void called(Observed.Called call) {
        yaml.item(() -> {
            yaml.text("tool", call.tool());
            if (JsonFit.read(call.arguments()) instanceof ObjectNode arguments && !arguments.isEmpty()) {
                yaml.map("with", () -> arguments.properties().forEach(each -> value(each.getKey(), each.getValue())));
            }
        });
    }

    private void value(String key, JsonNode value) {
        if (value.isTextual()) {
            yaml.text(key, value.textValue());
        } else {
            yaml.word(key, value.isNumber() ? value.decimalValue().toPlainString() : json(value));
        }
    }

    private static String json(JsonNode value) {
        try {
            return ASCII.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void atMost(boolean isLive) {
        yaml.map("at_most", () -> {
            if (isLive) {
                yaml.word("model_calls", String.valueOf(run.modelCalls()));
                used();
            } else {
                yaml.word("steps", String.valueOf(run.steps()));
            }
        });
    }

    private void used() {
        var tokens = run.used().total();
        if (tokens != null && tokens > 0) {
            yaml.comment("Twice what the run used, for a model does not say the same twice.");
            yaml.word("tokens", String.valueOf(TIMES * tokens));
        }
        var cost = run.used().cost();
        if (cost != null && cost.signum() > 0 && run.used().unpriced() == 0) {
            yaml.word(
                    "cost",
                    cost.multiply(BigDecimal.valueOf(TIMES))
                            .round(new MathContext(2, RoundingMode.UP))
                            .toPlainString());
        }
        var time = run.time().multipliedBy(TIMES);
        yaml.word("time", Math.max(LEAST_TIME.toSeconds(), time.plusMillis(999).toSeconds()) + "s");
    }
}
