package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.model.RecordedSpan;
import dev.runtree.ui.Messages;
import dev.runtree.ui.text.JsonText;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened during a step: an event of its span, or a log record that names it.
 *
 * @param offset such as {@code after 380 ms}; empty when the time cannot be read
 * @param time as it is stored
 * @param body what a log record says, JSON laid out; {@code null} where it says nothing but attributes
 * @param stackTrace of an exception
 */
record Event(
        String name,
        String offset,
        String time,
        @Nullable String body,
        List<JsonText.Member> attributes,
        @Nullable String stackTrace) {

    /** In the order of time; at one moment events come before log records. */
    static List<Event> of(RecordedSpan recorded) {
        var start = recorded.span().startNanos();
        var payload = recorded.payload();
        return Stream.concat(
                        elements(payload.events()).map(json -> event(json, start)),
                        elements(payload.logs()).map(json -> log(json, start)))
                .sorted(Comparator.comparing(Event::time))
                .toList();
    }

    private static Stream<String> elements(String array) {
        return JsonText.elements(array).orElse(List.of()).stream();
    }

    private static Event event(String json, long start) {
        var members = JsonText.members(json).orElse(List.of());
        var attributes = JsonText.members(value(members, "attributes")).orElse(List.of());
        return of(value(members, "name"), value(members, "time"), null, attributes, start);
    }

    private static Event log(String json, long start) {
        var members = JsonText.members(json).orElse(List.of());
        var attributes = JsonText.members(value(members, "attributes")).orElse(List.of());
        var body = value(members, "body");
        return of(
                first(
                        value(members, "event_name"),
                        value(attributes, "event.name"),
                        value(attributes, "exception.type"),
                        value(members, "severity_text"),
                        Messages.text("detail.log")),
                first(value(members, "time"), value(members, "observed_time")),
                body.isEmpty() ? null : JsonText.pretty(body).orElse(body),
                attributes,
                start);
    }

    private static String first(String... texts) {
        return Stream.of(texts).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }

    private static Event of(
            String name, String time, @Nullable String body, List<JsonText.Member> attributes, long start) {
        var trace = value(attributes, "exception.stacktrace");
        return new Event(
                name,
                offset(time, start),
                time,
                body,
                attributes.stream()
                        .filter(one -> !one.key().equals("exception.stacktrace"))
                        .toList(),
                trace.isEmpty() ? null : trace);
    }

    boolean isException() {
        return name.equals("exception")
                || attributes.stream().anyMatch(attribute -> attribute.key().equals("exception.type"));
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
