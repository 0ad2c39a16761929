package dev.runtree.ui.detail;

import dev.runtree.model.Figures;
import dev.runtree.model.Payload;
import dev.runtree.model.RecordedSpan;
import dev.runtree.ui.Messages;
import dev.runtree.ui.text.JsonText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where a step comes from: which program and instrumentation recorded it, what it is linked with, and what else OTLP says
 * of it.
 *
 * @param facts in a few words, as label and value
 */
record Origin(List<About.Line> facts, List<Link> links, List<Section> sections) {

    /** A span that the step is linked with. */
    record Link(String traceId, String spanId, List<JsonText.Member> attributes) {}

    /** The attributes of a resource or scope, or further members of the span. */
    record Section(String title, List<JsonText.Member> members) {}

    static Origin of(RecordedSpan recorded) {
        var payload = recorded.payload();
        var resource = JsonText.members(payload.resource()).orElse(List.of());
        var scope = JsonText.members(payload.scope()).orElse(List.of());
        var attributes = members(resource, "attributes");
        var facts = new ArrayList<About.Line>();
        add(
                "detail.origin.sdk",
                joined(attributes, "telemetry.sdk.name", "telemetry.sdk.language", "telemetry.sdk.version"),
                facts);
        add("detail.origin.scope", joined(scope, "name", "version"), facts);
        add("detail.origin.service", joined(attributes, "service.name", "service.version"), facts);
        add("detail.origin.dialect", recorded.span().dialect(), facts);
        add("detail.origin.changed", String.join("; ", Attribute.changed(payload)), facts);
        var sections = new ArrayList<Section>();
        section("detail.origin.resource", flattened(resource), sections);
        section("detail.origin.scope", flattened(scope), sections);
        section("detail.origin.otlp", otlp(payload), sections);
        return new Origin(List.copyOf(facts), links(payload), List.copyOf(sections));
    }

    /** Whether a payload has any of it. */
    static boolean isIn(Payload payload) {
        return !payload.links().equals("[]")
                || payload.resource().length() > 2
                || payload.scope().length() > 2
                || payload.otlp() != null;
    }

    /** How many links there are, for the tab. */
    static int links(String json) {
        return json.equals("[]") ? 0 : JsonText.elements(json).map(List::size).orElse(0);
    }

    private static List<Link> links(Payload payload) {
        return JsonText.elements(payload.links()).orElse(List.of()).stream()
                .map(json -> JsonText.members(json).orElse(List.of()))
                .map(link -> new Link(
                        value(link, "trace_id").orElse(""),
                        value(link, "span_id").orElse(""),
                        flattened(link.stream()
                                .filter(one -> !one.key().equals("trace_id")
                                        && !one.key().equals("span_id"))
                                .toList())))
                .toList();
    }

    private static List<JsonText.Member> otlp(Payload payload) {
        return payload.otlp() == null
                ? List.of()
                : JsonText.members(payload.otlp()).orElse(List.of()).stream()
                        .filter(member -> !member.key().equals("changed"))
                        .toList();
    }

    /** The attributes first, then what stands beside them. */
    private static List<JsonText.Member> flattened(List<JsonText.Member> members) {
        var all = new ArrayList<>(members(members, "attributes"));
        members.stream().filter(member -> !member.key().equals("attributes")).forEach(all::add);
        return all;
    }

    private static List<JsonText.Member> members(List<JsonText.Member> of, String key) {
        return of.stream()
                .filter(member -> member.key().equals(key))
                .findFirst()
                .flatMap(member -> JsonText.members(member.value()))
                .orElse(List.of());
    }

    private static Optional<String> value(List<JsonText.Member> members, String key) {
        return members.stream()
                .filter(member -> member.key().equals(key))
                .findFirst()
                .map(JsonText.Member::plain)
                .filter(value -> !value.isBlank());
    }

    private static @Nullable String joined(List<JsonText.Member> members, String... keys) {
        var words = new ArrayList<String>();
        for (var key : keys) {
            value(members, key).ifPresent(words::add);
        }
        return words.isEmpty() ? null : String.join("  ", words);
    }

    private static void section(String title, List<JsonText.Member> members, List<Section> to) {
        if (!members.isEmpty()) {
            to.add(new Section(Messages.text(title) + "  " + Figures.count(members.size()), List.copyOf(members)));
        }
    }

    private static void add(String label, @Nullable String value, List<About.Line> to) {
        if (value != null && !value.isEmpty()) {
            to.add(new About.Line(Messages.text(label), value, false));
        }
    }
}
