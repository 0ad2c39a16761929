package dev.runtree.replay.edit;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.yaml.YamlValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the messages of an edit. One with the number of a recorded message stands in its place, or takes it away; one without a
 * number is new, and stands behind the one that is before it in the file.
 */
final class EditedMessages {
    private static final Set<String> KEYS = Set.of("number", "role", "name", "text", "parts", "remove");
    private static final Set<String> ROLES = Set.of("system", "developer", "user", "assistant", "tool");
    private static final Set<String> TEXT_KEYS = Set.of("text");
    private static final Set<String> REASONING_KEYS = Set.of("reasoning");
    private static final Set<String> CALL_KEYS = Set.of("tool_call", "id", "arguments");
    private static final Set<String> RESULT_KEYS = Set.of("tool_result", "id", "name");
    private static final Set<String> MEDIA_KEYS = Set.of("media", "mime_type");
    private static final Set<String> OTHER_KEYS = Set.of("other");
    private static final Set<String> PARTS = Set.of("text", "reasoning", "tool_call", "tool_result", "media", "other");

    private final List<Message> recorded;

    EditedMessages(List<Message> recorded) {
        this.recorded = recorded;
    }

    List<Message> read(YamlValue list) {
        var kept = new TreeMap<Integer, List<Message>>();
        for (var at = 0; at <= recorded.size(); at++) {
            kept.put(at, new ArrayList<>(at == 0 ? List.of() : List.of(recorded.get(at - 1))));
        }
        var seen = new HashSet<Integer>();
        // What stands before the first number is said before everything but the system prompt.
        var behind = SystemPrompt.isFirstOf(recorded) ? 1 : 0;
        for (var item : list.items()) {
            item.onlyKeys(KEYS);
            var number = item.get("number");
            if (number.isEmpty()) {
                place(kept, behind).add(message(item, null));
                continue;
            }
            behind = number(number.get());
            if (!seen.add(behind)) {
                throw number.get().bad("message " + behind + " stands here a second time");
            }
            var isRemoved = item.get("remove").map(YamlValue::truth).orElse(false);
            var place = place(kept, behind);
            if (isRemoved) {
                place.removeFirst();
            } else {
                place.set(0, message(item, recorded.get(behind - 1)));
            }
        }
        return kept.values().stream().flatMap(List::stream).toList();
    }

    private static List<Message> place(Map<Integer, List<Message>> kept, int number) {
        return kept.computeIfAbsent(number, none -> new ArrayList<>());
    }

    private int number(YamlValue value) {
        var number = value.whole(1);
        if (number > recorded.size()) {
            throw value.bad("the step has " + recorded.size() + " messages, so there is no message " + number
                    + "; a new one has no number");
        }
        return number;
    }

    private Message message(YamlValue item, @Nullable Message before) {
        var text = item.get("text");
        var parts = item.get("parts");
        if (text.isPresent() && parts.isPresent()) {
            throw parts.get().bad("a message has a text or parts, not both");
        }
        if (before == null && text.isEmpty() && parts.isEmpty()) {
            throw item.bad("a new message needs a text, or parts");
        }
        return new Message(
                item.get("role").map(role -> role(role, before)).orElse(before == null ? "user" : before.role()),
                item.get("name").map(YamlValue::text).orElse(before == null ? null : before.name()),
                text.map(value -> List.<Part>of(new Part.Text(value.text())))
                        .or(() -> parts.map(list -> parts(list, before)))
                        .orElseGet(() -> before == null ? List.of() : before.parts()));
    }

    private static String role(YamlValue value, @Nullable Message before) {
        var role = value.word();
        if (!ROLES.contains(role) && (before == null || !before.role().equals(role))) {
            throw value.bad("\"" + role + "\" is no role; a message is of "
                    + String.join(", ", ROLES.stream().sorted().toList()));
        }
        return role;
    }

    private static List<Part> parts(YamlValue list, @Nullable Message before) {
        var read = new ArrayList<Part>();
        for (var item : list.items()) {
            var known = before != null && read.size() < before.parts().size()
                    ? before.parts().get(read.size())
                    : null;
            read.add(part(item, known));
        }
        return read;
    }

    /** @param known what stood in its place, whose text it is where it says the same */
    private static Part part(YamlValue item, @Nullable Part known) {
        var what = item.keys().stream().filter(PARTS::contains).findFirst().orElse("");
        return switch (what) {
            case "text" -> new Part.Text(only(item, TEXT_KEYS, what).text());
            case "reasoning" ->
                new Part.Reasoning(only(item, REASONING_KEYS, what).text());
            case "tool_call" -> {
                var name = only(item, CALL_KEYS, what).word();
                var arguments = known instanceof Part.ToolCall call ? call.arguments() : "";
                yield new Part.ToolCall(
                        text(item, "id"),
                        name,
                        item.get("arguments")
                                .map(value -> EditFile.text(value, arguments))
                                .orElse("{}"));
            }
            case "tool_result" -> {
                var result = only(item, RESULT_KEYS, what);
                var told = known instanceof Part.ToolResult before ? before.result() : "";
                yield new Part.ToolResult(text(item, "id"), text(item, "name"), EditFile.text(result, told));
            }
            case "media" -> {
                var uri = only(item, MEDIA_KEYS, what).word();
                yield new Part.Media(text(item, "mime_type"), uri);
            }
            case "other" -> {
                var other = only(item, OTHER_KEYS, what);
                var json = known instanceof Part.Unknown before ? before.json() : "";
                yield new Part.Unknown(EditFile.text(other, json));
            }
            default ->
                throw item.bad("a part of a message is one of "
                        + String.join(", ", PARTS.stream().sorted().toList()));
        };
    }

    private static YamlValue only(YamlValue item, Set<String> keys, String what) {
        return item.onlyKeys(keys).get(what).orElseThrow(() -> item.bad("\"" + what + "\" is empty"));
    }

    private static @Nullable String text(YamlValue item, String key) {
        return Optional.of(item)
                .flatMap(value -> value.get(key))
                .map(YamlValue::text)
                .orElse(null);
    }
}
