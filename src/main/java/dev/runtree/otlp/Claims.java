package dev.runtree.otlp;

import dev.runtree.model.RecordedSpan;
import dev.runtree.model.SpanKind;
import dev.runtree.model.Usage;
import dev.runtree.otlp.dialect.Dialect;
import dev.runtree.otlp.dialect.Dialects;
import dev.runtree.otlp.dialect.FinePrint;
import dev.runtree.otlp.dialect.People;
import dev.runtree.otlp.raw.RawSpan;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What each attribute of a span was read as, and by which dialect. Nothing is listed for that: the dialects are asked what
 * they are always asked, and it is noted whose values they take.
 */
public final class Claims {

    /** What a value can be read as. */
    public enum Meaning {
        USER,
        SESSION,
        ENVIRONMENT,
        TAGS,
        INPUT_TOKENS,
        OUTPUT_TOKENS,
        CACHED_TOKENS,
        CACHE_WRITE_TOKENS,
        REASONING_TOKENS,
        COST,
        TOKENS,
        AUDIO_TOKENS,
        MODEL,
        REQUESTED_MODEL,
        PROVIDER,
        RESPONSE_ID,
        FINISH_REASON,
        FIRST_TOKEN,
        INPUT_MESSAGES,
        OUTPUT_MESSAGES,
        TOOLS,
        TOOL_ARGUMENTS,
        TOOL_RESULT,
        TOOL_NAME,
        DOCUMENTS,
        PARAMETERS,
        PROMPT,
        INPUT,
        OUTPUT,
        AGENT,
        NAME,
        FAILURE,
        KIND,
        SMALL_PRINT
    }

    /**
     * A reading.
     *
     * @param dialect as it is called in the database; empty for what all dialects share
     * @param taken whether it is what the window shows: a dialect that is asked first may have said it otherwise
     */
    public record Claim(Meaning meaning, String dialect, boolean taken) {}

    /** What a dialect is asked, in the order of how much it says of a key. */
    private record Question(Meaning meaning, BiFunction<Dialect, RawSpan, @Nullable Object> ask) {}

    private static final List<Question> QUESTIONS = List.of(
            new Question(Meaning.AUDIO_TOKENS, Dialect::audio),
            new Question(Meaning.MODEL, Dialect::model),
            new Question(Meaning.REQUESTED_MODEL, Dialect::requestedModel),
            new Question(Meaning.PROVIDER, Dialect::provider),
            new Question(Meaning.RESPONSE_ID, Dialect::responseId),
            new Question(Meaning.FINISH_REASON, Dialect::finishReasons),
            new Question(Meaning.FIRST_TOKEN, Dialect::firstToken),
            new Question(Meaning.INPUT_MESSAGES, Dialect::asked),
            new Question(Meaning.OUTPUT_MESSAGES, Dialect::answered),
            new Question(Meaning.TOOLS, Dialect::tools),
            new Question(Meaning.TOOL_ARGUMENTS, Dialect::toolArguments),
            new Question(Meaning.TOOL_RESULT, Dialect::toolResult),
            new Question(Meaning.TOOL_NAME, Dialect::toolName),
            new Question(Meaning.DOCUMENTS, Dialect::documents),
            new Question(Meaning.PARAMETERS, Dialect::parameters),
            new Question(Meaning.PROMPT, Dialect::prompt),
            new Question(Meaning.INPUT, Dialect::input),
            new Question(Meaning.OUTPUT, Dialect::output),
            new Question(Meaning.FAILURE, (dialect, span) -> dialect.failed(span) ? true : null),
            new Question(Meaning.FAILURE, Dialect::problem),
            new Question(Meaning.KIND, Dialect::kind));

    private final RawSpan raw;
    private final SpanKind kind;
    private final List<Dialect> spoken;
    private final Map<String, Claim> claims = new LinkedHashMap<>();

    private Claims(RecordedSpan recorded) {
        raw = RawSpan.of(recorded);
        kind = recorded.span().kind();
        spoken = Dialects.of(raw).spoken();
    }

    /** By key; what no dialect reads is not in it. Not for the FX thread. */
    public static Map<String, Claim> of(RecordedSpan recorded) {
        var claims = new Claims(recorded);
        claims.shared(Meaning.USER, People::user);
        claims.shared(Meaning.SESSION, People::session);
        claims.shared(Meaning.ENVIRONMENT, People::environment);
        claims.shared(Meaning.TAGS, People::tags);
        claims.usage();
        QUESTIONS.forEach(claims::ask);
        claims.ask(new Question(Meaning.AGENT, (dialect, span) -> dialect.actor(span, claims.kind)));
        claims.ask(new Question(Meaning.NAME, (dialect, span) -> dialect.subject(span, claims.kind)));
        claims.shared(
                Meaning.SMALL_PRINT,
                span -> FinePrint.of(Dialects.of(span), recorded.span().model()));
        return Map.copyOf(claims.claims);
    }

    private void shared(Meaning meaning, Function<RawSpan, @Nullable Object> question) {
        for (var key : taken(question)) {
            claims.putIfAbsent(key, new Claim(meaning, "", true));
        }
    }

    private void ask(Question question) {
        var said = false;
        for (var dialect : spoken) {
            var answers = new boolean[1];
            var keys = taken(span -> {
                var answer = question.ask().apply(dialect, span);
                answers[0] = answer != null && !answer.equals(List.of());
                return answer;
            });
            if (answers[0]) {
                for (var key : keys) {
                    claims.putIfAbsent(key, new Claim(question.meaning(), dialect.word(), !said));
                }
                said |= question.meaning() != Meaning.AGENT;
            }
        }
    }

    /** Whose values are taken in answering a question. */
    private Set<String> taken(Function<RawSpan, @Nullable Object> question) {
        var keys = new LinkedHashSet<String>();
        var watched = with(raw.attributes().watched(keys::add));
        var answer = question.apply(watched);
        return answer == null ? Set.of() : keys;
    }

    private RawSpan with(dev.runtree.otlp.raw.Attributes attributes) {
        return new RawSpan(
                raw.name(), raw.scope(), attributes, raw.events(), raw.logs(), raw.resource(), raw.startNanos());
    }

    /** Of a count of tokens, which one: the one that is missing when the attribute is. */
    private void usage() {
        var first = true;
        for (var dialect : spoken) {
            var whole = dialect.usage(raw);
            if (whole.isNone()) {
                continue;
            }
            for (var key : taken(dialect::usage)) {
                var meaning =
                        difference(whole, dialect.usage(with(raw.attributes().without(key))));
                claims.putIfAbsent(key, new Claim(meaning, dialect.word(), first));
            }
            first = false;
        }
    }

    private static boolean differs(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return (one == null || other == null) ? (one == null) != (other == null) : one.compareTo(other) != 0;
    }

    private static Meaning difference(Usage whole, Usage without) {
        if (differs(whole.cost(), without.cost())) {
            return Meaning.COST;
        }
        if (!Objects.equals(whole.cached(), without.cached())) {
            return Meaning.CACHED_TOKENS;
        }
        if (!Objects.equals(whole.cacheWrite(), without.cacheWrite())) {
            return Meaning.CACHE_WRITE_TOKENS;
        }
        if (!Objects.equals(whole.reasoning(), without.reasoning())) {
            return Meaning.REASONING_TOKENS;
        }
        if (!Objects.equals(whole.input(), without.input())) {
            return Meaning.INPUT_TOKENS;
        }
        return Objects.equals(whole.output(), without.output()) ? Meaning.TOKENS : Meaning.OUTPUT_TOKENS;
    }
}
