package dev.runtree.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the row of an erasure says in its details: which values of which rows, never what they were.
 *
 * @param approvals ids of those whose values were erased
 */
record ErasureRecord(@Nullable String reason, List<String> approvals, List<Erased> rows) {
    static final String ACTION = "audit.erase";

    private static final JsonMapper JSON = new JsonMapper();

    /**
     * @param columns whose values were erased
     * @param rest {@link AuditRow#rest} in hexadecimal, of a row of form 1
     */
    record Erased(long seq, List<String> columns, @Nullable String rest) {
        static Erased of(AuditRow row, List<String> columns) {
            return new Erased(
                    row.seq(), columns, row.form() == 1 ? HexFormat.of().formatHex(row.rest(columns)) : null);
        }
    }

    String json() {
        var root = JSON.createObjectNode();
        root.put("reason", reason);
        approvals.forEach(root.putArray("approvals")::add);
        var list = root.putArray("rows");
        for (var erased : rows) {
            var row = list.addObject().put("seq", erased.seq());
            erased.columns().forEach(row.putArray("columns")::add);
            if (erased.rest() != null) {
                row.put("rest", erased.rest());
            }
        }
        return root.toString();
    }

    /** @return {@code null} when it is none */
    static @Nullable ErasureRecord read(String json) {
        try {
            var root = JSON.readTree(json);
            var rows = new ArrayList<Erased>();
            for (var row : root.path("rows")) {
                rows.add(new Erased(row.path("seq").asLong(), texts(row.path("columns")), text(row.path("rest"))));
            }
            return new ErasureRecord(text(root.path("reason")), texts(root.path("approvals")), rows);
        } catch (JsonProcessingException e) {
            return null;
        }
    }

    private static List<String> texts(JsonNode list) {
        var texts = new ArrayList<String>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static @Nullable String text(JsonNode node) {
        return node.isTextual() ? node.asText() : null;
    }
}
