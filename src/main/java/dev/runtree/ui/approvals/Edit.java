package dev.runtree.ui.approvals;

import dev.runtree.ui.text.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An argument that was changed.
 *
 * @param was JSON; {@code null} when it was added
 * @param now JSON; {@code null} when it was taken out
 */
record Edit(String key, @Nullable String was, @Nullable String now) {

    /** In the order of what is, then what was taken out; empty when one of the two is no object. */
    static List<Edit> between(@Nullable String asked, String called) {
        var before = members(asked == null ? "{}" : asked);
        var after = members(called);
        if (before == null || after == null) {
            return List.of();
        }
        var edits = new ArrayList<Edit>();
        after.forEach((key, value) -> {
            var was = before.get(key);
            if (was == null || !was.equals(value)) {
                edits.add(new Edit(key, was, value));
            }
        });
        before.forEach((key, value) -> {
            if (!after.containsKey(key)) {
                edits.add(new Edit(key, value, null));
            }
        });
        return edits;
    }

    private static @Nullable Map<String, String> members(String json) {
        var found = JsonText.members(json);
        if (found.isEmpty()) {
            return null;
        }
        var byKey = new LinkedHashMap<String, String>();
        found.get().forEach(member -> byKey.put(member.key(), member.value()));
        return byKey;
    }
}
