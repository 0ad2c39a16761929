package dev.runtree.alert;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A rule as it is on disk, in which whatever is as usual is missing. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record StoredRule(
        @Nullable String name,
        @Nullable String figure,
        @Nullable String above,
        @Nullable String below,
        @Nullable String over,
        @JsonProperty("for") @Nullable String lasting,
        @Nullable String filter,
        @Nullable Long least,
        @JsonProperty("notify") @Nullable Boolean notifies,
        @Nullable List<String> command,
        @Nullable Boolean paused) {

    static StoredRule of(AlertRule rule) {
        return new StoredRule(
                rule.name(),
                rule.figure().word(),
                rule.isAbove() ? rule.limitText() : null,
                rule.isAbove() ? null : rule.limitText(),
                Durations.write(rule.over()),
                Durations.write(rule.lasting()),
                rule.filter().isEmpty() ? null : rule.filter(),
                rule.least() == rule.figure().usualLeast() ? null : Long.valueOf(rule.least()),
                rule.notifies() ? null : Boolean.FALSE,
                rule.command().isEmpty() ? null : rule.command(),
                rule.isPaused() ? Boolean.TRUE : null);
    }

    /** @throws BadAlert when it is none */
    AlertRule rule() {
        if (name == null || figure == null) {
            throw new BadAlert("An alert there has no name or no figure.");
        }
        var limit = above == null ? below : above;
        if (limit == null || (above != null && below != null)) {
            throw new BadAlert("The alert " + name + " there needs \"above\" or \"below\", one of them.");
        }
        if (command != null && command.stream().anyMatch(Objects::isNull)) {
            throw new BadAlert("The command of the alert " + name + " there has a null among its words.");
        }
        var of = Figure.ofWord(figure);
        return new AlertRule(
                name,
                of,
                above != null,
                AlertRule.limit(of, limit),
                over == null ? AlertRule.USUAL_OVER : Durations.read("over", over),
                lasting == null ? AlertRule.USUAL_LASTING : zeroOr(lasting),
                filter == null ? "" : filter,
                least == null ? of.usualLeast() : least,
                notifies == null || notifies,
                command == null ? List.of() : command,
                Boolean.TRUE.equals(paused));
    }

    private static Duration zeroOr(String text) {
        return text.strip().equals("0") ? Duration.ZERO : Durations.read("for", text);
    }
}
