package dev.runtree.export.training;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.runtree.model.Run;
import dev.runtree.redact.Redaction;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a line of a data set is from.
 *
 * @param runs the ids of the runs that it is made of
 * @param span the id of the call that it ends with
 * @param agent the name of the agent, team or workflow
 * @param status {@code ok} when all runs went well, else the status of the first that did not
 * @param startTime when the first run began
 * @param calls how many calls of a model it is made of
 * @param inputTokens of the call that it ends with
 * @param outputTokens likewise
 * @param scores the numbers, or else the labels, of what was judged, by name; the last of several
 * @param isJoined whether it joins turns that the model has not seen together
 */
record Facts(
        @Nullable String session,
        @Nullable String user,
        String agent,
        @Nullable String model,
        @Nullable String provider,
        List<String> runs,
        String span,
        String status,
        Instant startTime,
        int calls,
        @Nullable Long inputTokens,
        @Nullable Long outputTokens,
        ObjectNode scores,
        List<String> tags,
        boolean isJoined) {

    static Facts of(Example example) {
        var first = example.runs().getFirst();
        var scores = JsonNodeFactory.instance.objectNode();
        for (var of : example.scores()) {
            var value = of.score().value();
            if (value == null) {
                scores.put(of.score().name(), of.score().label());
            } else {
                scores.put(of.score().name(), value);
            }
        }
        var call = example.last();
        return new Facts(
                first.actor().sessionId(),
                first.actor().userId(),
                first.name(),
                call.model(),
                call.provider(),
                example.runs().stream().map(Run::runId).toList(),
                call.id().spanId(),
                status(example.runs()),
                Instant.ofEpochSecond(0, first.startNanos()),
                example.calls(),
                call.usage().input(),
                call.usage().output(),
                scores,
                example.runs().stream()
                        .flatMap(run -> run.tags().stream())
                        .distinct()
                        .toList(),
                example.isJoined());
    }

    /** The same with what names somebody replaced. */
    Facts redacted(Redaction redaction) {
        var judged = JsonNodeFactory.instance.objectNode();
        scores.properties()
                .forEach(score -> judged.set(
                        redaction.text(score.getKey()),
                        score.getValue().isTextual()
                                ? JsonNodeFactory.instance.textNode(
                                        redaction.text(score.getValue().textValue()))
                                : score.getValue()));
        return new Facts(
                session == null ? null : redaction.text(session),
                user == null ? null : redaction.text(user),
                redaction.text(agent),
                model,
                provider,
                runs,
                span,
                status,
                startTime,
                calls,
                inputTokens,
                outputTokens,
                judged,
                tags.stream().map(redaction::text).toList(),
                isJoined);
    }

    private static String status(List<Run> runs) {
        return runs.stream()
                .map(run -> run.status().word())
                .filter(word -> !word.equals("ok"))
                .findFirst()
                .orElse("ok");
    }

    void write(JsonGenerator to) throws IOException {
        to.writeStartObject();
        to.writeStringField("session_id", session);
        to.writeStringField("user_id", user);
        to.writeStringField("agent", agent);
        to.writeStringField("model", model);
        to.writeStringField("provider", provider);
        to.writeArrayFieldStart("run_ids");
        for (var run : runs) {
            to.writeString(run);
        }
        to.writeEndArray();
        to.writeStringField("span_id", span);
        to.writeStringField("status", status);
        to.writeStringField("start_time", startTime.toString());
        to.writeNumberField("model_calls", calls);
        number("input_tokens", inputTokens, to);
        number("output_tokens", outputTokens, to);
        to.writeFieldName("scores");
        to.writeTree(scores);
        to.writeArrayFieldStart("tags");
        for (var tag : tags) {
            to.writeString(tag);
        }
        to.writeEndArray();
        to.writeBooleanField("joined", isJoined);
        to.writeEndObject();
    }

    private static void number(String name, @Nullable Long value, JsonGenerator to) throws IOException {
        if (value == null) {
            to.writeNullField(name);
        } else {
            to.writeNumberField(name, value);
        }
    }
}
