package dev.runtree.agent.model;

import dev.runtree.yaml.YamlValue;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import org.jspecify.annotations.Nullable;

/**
 * When a scripted answer is given; what is not set does not matter.
 *
 * @param tool the tool that has just answered
 * @param result what it answered
 */
record Condition(
        @Nullable TextMatch user,
        @Nullable String tool,
        @Nullable TextMatch result,
        @Nullable Integer turn,
        @Nullable Integer step) {

    static final Condition ALWAYS = new Condition(null, null, null, null, null);

    static Condition read(YamlValue value) {
        value.onlyKeys(Set.of("user", "tool", "result", "turn", "step"));
        return new Condition(
                value.get("user").map(TextMatch::read).orElse(null),
                value.get("tool").map(YamlValue::word).orElse(null),
                value.get("result").map(TextMatch::read).orElse(null),
                value.get("turn").map(number -> number.whole(1)).orElse(null),
                value.get("step").map(number -> number.whole(1)).orElse(null));
    }

    boolean holds(Situation now) {
        return (user == null || user.in(now.user()).isPresent())
                && (turn == null || turn == now.turn())
                && (step == null || step == now.step())
                && toolAnswered(now);
    }

    private boolean toolAnswered(Situation now) {
        if (tool == null && result == null) {
            return true;
        }
        return now.results().stream()
                .filter(answer -> tool == null || tool.equals(answer.toolName()))
                .anyMatch(answer -> result == null || result.in(answer.text()).isPresent());
    }

    /** What the user's text matched, for {@code ${1}} in an answer. */
    Optional<MatchResult> userMatch(Situation now) {
        return user == null ? Optional.empty() : user.in(now.user());
    }
}
