package dev.runtree.check.expect;

import dev.runtree.check.expect.AnswerText.Kind;
import dev.runtree.check.expect.AtMost.What;
import dev.runtree.json.BadJsonPath;
import dev.runtree.json.JsonPath;
import dev.runtree.yaml.BadFile;
import dev.runtree.yaml.YamlFile;
import dev.runtree.yaml.YamlValue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.PatternSyntaxException;

/** Reads what stands under {@code expect} in a case, as {@code docs/checks.md} describes it. */
public final class ExpectationReader {
    private static final Set<String> KEYS = Set.of("answer", "tools", "at_most");
    private static final Set<String> ANSWER_KEYS =
            Set.of("equals", "contains", "not_contains", "matches", "json", "schema");
    private static final Set<String> TOOLS_KEYS = Set.of("called", "not_called", "order");
    private static final Set<String> CALL_KEYS = Set.of("tool", "with", "times");
    private static final Set<String> AT_MOST_KEYS =
            Set.of("steps", "model_calls", "tool_calls", "tokens", "cost", "time");

    private final Path folder;
    private final List<Expectation> read = new ArrayList<>();

    /** @param folder that the names of schemas are of */
    public ExpectationReader(Path folder) {
        this.folder = folder;
    }

    /**
     * In the order of the file, by kind.
     *
     * @throws BadFile with the line and column of a mistake
     */
    public List<Expectation> read(YamlValue expect) {
        expect.onlyKeys(KEYS);
        expect.get("answer").ifPresent(this::answer);
        expect.get("tools").ifPresent(this::tools);
        expect.get("at_most").ifPresent(this::atMost);
        if (read.isEmpty()) {
            throw expect.bad("nothing is expected here, so that the case could never fail; give it answer, tools or"
                    + " at_most");
        }
        return List.copyOf(read);
    }

    private void answer(YamlValue answer) {
        answer.onlyKeys(ANSWER_KEYS);
        answer.get("equals").ifPresent(value -> text(Kind.EQUALS, value));
        answer.get("contains").ifPresent(value -> value.items().forEach(item -> text(Kind.CONTAINS, item)));
        answer.get("not_contains").ifPresent(value -> value.items().forEach(item -> text(Kind.NOT_CONTAINS, item)));
        answer.get("matches").ifPresent(value -> value.items().forEach(this::pattern));
        answer.get("json").ifPresent(this::json);
        answer.get("schema").ifPresent(this::schema);
    }

    private void text(Kind kind, YamlValue value) {
        if (value.text().isEmpty()) {
            throw value.bad("this must not be empty");
        }
        read.add(new AnswerText(kind, value.text(), value.line()));
    }

    private void pattern(YamlValue value) {
        try {
            read.add(new AnswerPattern(BoundedPattern.of(value.word()), value.line()));
        } catch (PatternSyntaxException e) {
            throw value.bad(
                    "this is no regular expression: " + e.getDescription()
                            + (e.getIndex() < 0 ? "" : " at character " + (e.getIndex() + 1)) + " of " + e.getPattern(),
                    e);
        }
    }

    private void json(YamlValue paths) {
        for (var words : paths.keys()) {
            var value = paths.member(words);
            try {
                read.add(new AnswerJson(JsonPath.parse(words), words, value.json(), value.line()));
            } catch (BadJsonPath e) {
                throw value.bad(
                        "\"" + words + "\" is no JSONPath: " + e.getMessage() + " at character " + (e.at() + 1), e);
            }
        }
    }

    private void schema(YamlValue value) {
        var isHere = value.isMap();
        var json = isHere ? value.json() : YamlFile.read(value.path(folder)).json();
        var name = isHere ? "the schema of the case" : value.word();
        try {
            read.add(AnswerSchema.of(json, name, value.line()));
        } catch (RuntimeException e) {
            throw value.bad(
                    name + " is no JSON schema that can be used: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    e);
        }
    }

    private void tools(YamlValue tools) {
        tools.onlyKeys(TOOLS_KEYS);
        tools.get("called").ifPresent(value -> value.items().forEach(this::called));
        tools.get("not_called")
                .ifPresent(value ->
                        value.items().forEach(item -> read.add(new ToolNotCalled(item.word(), item.line()))));
        tools.get("order")
                .ifPresent(value -> read.add(new ToolOrder(
                        value.items().stream().map(YamlValue::word).toList(), value.line())));
    }

    private void called(YamlValue item) {
        if (!item.isMap()) {
            read.add(new ToolCalled(item.word(), null, null, item.line()));
            return;
        }
        item.onlyKeys(CALL_KEYS);
        var with = item.get("with");
        with.ifPresent(YamlValue::keys);
        read.add(new ToolCalled(
                item.need("tool").word(),
                with.map(YamlValue::json).orElse(null),
                item.get("times").map(times -> times.whole(1)).orElse(null),
                item.line()));
    }

    private void atMost(YamlValue limits) {
        limits.onlyKeys(AT_MOST_KEYS);
        for (var what : What.values()) {
            limits.get(what.word()).ifPresent(value -> read.add(new AtMost(what, limit(what, value), value.line())));
        }
    }

    private static BigDecimal limit(What what, YamlValue value) {
        return switch (what) {
            case STEPS, MODEL_CALLS, TOOL_CALLS, TOKENS -> BigDecimal.valueOf(value.whole(0));
            case COST -> dollars(value);
            case TIME -> BigDecimal.valueOf(value.duration().toNanos(), 9);
        };
    }

    private static BigDecimal dollars(YamlValue value) {
        try {
            var dollars = new BigDecimal(value.word());
            if (dollars.signum() >= 0) {
                return dollars;
            }
        } catch (NumberFormatException e) {
            throw value.bad("an amount in US dollars such as 0.05 was expected here, not \"" + value.text() + "\"", e);
        }
        throw value.bad("an amount in US dollars of at least 0 was expected here, not " + value.text());
    }
}
