package dev.runtree.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.runtree.model.Actor;
import dev.runtree.model.Approval;
import dev.runtree.model.ApprovalStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads rows of {@code agno_approvals}, and makes the JSON in them. */
final class ApprovalRows {
    /** The status as it is now, whoever will write it. */
    static final String STATUS = "CASE WHEN status = 'pending' AND expires_at <= now() THEN 'expired' ELSE status END";

    private static final String ARGUMENTS = "tool_args::text";
    private static final String DESCRIPTION = "requirements ->> 'description'";
    private static final String SCHEMA = "requirements ->> 'schema'";
    private static final String EDITS = "resolution_data ->> 'arguments'";

    static final String WHOLE = select(text -> text, "true");

    /** Others made up the longest of it, a server's tools among them, and a list has hundreds of rows. */
    static final String IN_LISTS = select(
            text -> "left(" + text + ", " + Approval.TEXT_IN_LISTS + ")",
            Stream.of(ARGUMENTS, DESCRIPTION, SCHEMA, EDITS)
                    .map(text -> "coalesce(octet_length(" + text + ") <= " + Approval.TEXT_IN_LISTS + ", true)")
                    .collect(Collectors.joining(" AND ")));

    private static final JsonMapper JSON = new JsonMapper();

    private ApprovalRows() {}

    private static String select(UnaryOperator<String> cut, String isWhole) {
        return "SELECT id, run_id, top_run_id, " + STATUS + ", source_name, tool_name, " + cut.apply(ARGUMENTS) + ", "
                + isWhole + ", " + cut.apply(DESCRIPTION) + ", " + cut.apply(SCHEMA)
                + ", created_at, expires_at, agent_id, team_id,"
                + " workflow_id, user_id, session_id, resolved_by, resolved_at, resolution_data ->> 'reason', "
                + cut.apply(EDITS) + ", run_status, erased_at FROM agno_approvals";
    }

    static Approval read(ResultSet row) throws SQLException {
        var resolvedAt = time(row, 19);
        return new Approval(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                ApprovalStatus.ofWord(row.getString(4)),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getBoolean(8),
                row.getString(9),
                row.getString(10),
                row.getObject(11, OffsetDateTime.class).toInstant(),
                time(row, 12),
                new Actor(
                        row.getString(13),
                        row.getString(14),
                        row.getString(15),
                        row.getString(16),
                        row.getString(17),
                        null),
                resolvedAt == null
                        ? null
                        : new Approval.Decision(row.getString(18), resolvedAt, row.getString(20), row.getString(21)),
                row.getString(22),
                time(row, 23));
    }

    private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    /** What was answered, for {@code resolution_data}. */
    static @Nullable String resolution(@Nullable String reason, @Nullable String arguments) {
        if (reason == null && arguments == null) {
            return null;
        }
        var data = JSON.createObjectNode();
        if (reason != null) {
            data.put("reason", reason);
        }
        raw(data, "arguments", arguments);
        return JsonCleaner.clean(data.toString());
    }

    /** What is known of the tool, for {@code requirements}. */
    static @Nullable String requirements(@Nullable String description, @Nullable String schema) {
        if (description == null && schema == null) {
            return null;
        }
        var data = JSON.createObjectNode().put("description", description);
        raw(data, "schema", schema);
        return JsonCleaner.clean(data.toString());
    }

    static String context(String tool, String sourceName) {
        var data = JSON.createObjectNode();
        data.putArray("tool_names").add(tool);
        return JsonCleaner.clean(data.put("source_name", sourceName).toString());
    }

    /** All that was decided about, for the audit. */
    static String details(Approval asked, @Nullable String reason, @Nullable String arguments) {
        var data = JSON.createObjectNode()
                .put("run", asked.runId())
                .put("tool", asked.tool())
                .put("asked_by", asked.sourceName())
                .put("user", asked.actor().userId())
                .put("asked_at", asked.askedAt().toString())
                .put(
                        "deadline",
                        asked.deadline() == null ? null : asked.deadline().toString());
        raw(data, "arguments", asked.arguments());
        raw(data, "edited", arguments);
        if (reason != null) {
            data.put("reason", reason);
        }
        return data.toString();
    }

    private static void raw(ObjectNode object, String key, @Nullable String json) {
        if (json != null) {
            object.putRawValue(key, new RawValue(JsonCleaner.clean(json)));
        }
    }

    /** @throws IllegalArgumentException when it is not a JSON object */
    static String object(String arguments) {
        try {
            if (JSON.readerFor(JsonNode.class)
                    .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .readTree(arguments)
                    .isObject()) {
                return JsonCleaner.clean(arguments);
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "the arguments are not JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""),
                    e);
        }
        throw new IllegalArgumentException("the arguments are to be a JSON object");
    }
}
