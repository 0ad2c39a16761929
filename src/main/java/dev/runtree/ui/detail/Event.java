package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.model.RecordedSpan;
import dev.runtree.ui.text.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened during a step.
 *
 * @param offset such as {@code after 380 ms}; empty when the time cannot be read
 * @param time as it is stored
 * @param stackTrace of an exception
 */
record Event(
        String name,
        String offset,
        String time,
        List<JsonText.Member> attributes,
        @Nullable String stackTrace) {

    static List<Event> of(RecordedSpan recorded) {
        return JsonText.elements(recorded.payload().events()).orElse(List.of()).stream()
                .map(json -> of(json, recorded.span().startNanos()))
                .toList();
    }

    private static Event of(String json, long start) {
        var members = JsonText.members(json).orElse(List.of());
        var time = value(members, "time");
        var attributes = JsonText.members(value(members, "attributes")).orElse(List.of());
        var trace = value(attributes, "exception.stacktrace");
        return new Event(
                value(members, "name"),
                offset(time, start),
                time,
                attributes.stream()
                        .filter(one -> !one.key().equals("exception.stacktrace"))
                        .toList(),
                trace.isEmpty() ? null : trace);
    }

    private static String value(List<JsonText.Member> members, String key) {
        return members.stream()
                .filter(member -> member.key().equals(key))
                .findFirst()
                .map(JsonText.Member::plain)
                .orElse("");
    }

    private static String offset(String time, long start) {
        try {
            var after = Duration.between(Figures.instant(start), Instant.parse(time))
                    .toNanos();
            return after < 0 ? Figures.duration(-after) + " before the start" : "after " + Figures.duration(after);
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            return "";
        }
    }
}
