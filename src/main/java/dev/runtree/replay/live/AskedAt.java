package dev.runtree.replay.live;

import dev.runtree.model.Message;
import dev.runtree.model.Part;
import dev.runtree.replay.AskedCall;
import dev.runtree.replay.AskedCall.Found.InStep;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.RecordedStep.ModelCall;
import dev.runtree.replay.RecordedStep.ToolCall;
import dev.runtree.replay.edit.EditableStep.Asking;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Where a tool call of a record was asked for, and where the model was told of its result.
 *
 * @param asker the model call whose answer asked for it; {@code null} for a call that a team began with
 * @param place which call of that answer it is, from 0
 * @param callId the model's id of it
 * @param next the model call that was told its result; {@code null} where there was none
 * @param asking what the model is asked after it
 */
record AskedAt(
        @Nullable ModelCall asker,
        int place,
        @Nullable String callId,
        @Nullable ModelCall next,
        Asking asking) {

    /** @throws CannotFork when no model asked for it, so that none can be told another result */
    static AskedAt of(RecordedRun record, ToolCall call) {
        var calls = record.modelCalls(call.place().run());
        for (var asker : calls) {
            var place = IntStream.range(0, asker.calls().size())
                    .filter(at -> asker.calls().get(at).result() instanceof InStep in && in.step() == call.number())
                    .findFirst();
            if (place.isPresent()) {
                var asked = asker.calls().get(place.getAsInt());
                return told(calls, asker, place.getAsInt(), asked.id() == null ? call.callId() : asked.id(), call)
                        .orElseGet(() -> new AskedAt(asker, place.getAsInt(), asked.id(), null, after(record, asker)));
            }
        }
        return told(calls, null, 0, call.callId(), call)
                .orElseThrow(() -> new CannotFork("No model call in the record asked for " + call.told()
                        + ", so none can be told another result. Fork at a model call after it."));
    }

    private static Optional<AskedAt> told(
            List<ModelCall> calls, @Nullable ModelCall asker, int place, @Nullable String callId, ToolCall call) {
        for (var next : calls) {
            var since = asker == null ? call.span() : asker.span();
            if ((asker != null && next.number() == asker.number())
                    || next.span().startNanos() < since.startNanos()) {
                continue;
            }
            var told = new ToldResult(callId, place, call.name(), null, "");
            told.in(next.request().messages());
            if (told.isChanged()) {
                return Optional.of(new AskedAt(asker, place, callId, next, Askings.of(next.request())));
            }
        }
        return Optional.empty();
    }

    /** What the model would have been asked next: as it was asked, its answer, and the results of all its calls. */
    private static Asking after(RecordedRun record, ModelCall asker) {
        var asked = Askings.of(asker.request());
        var messages = new ArrayList<Message>(asked.messages());
        if (asker.answer() != null) {
            messages.addAll(asker.answer().messages());
        }
        for (var call : asker.calls()) {
            var result = result(record, call);
            messages.add(new Message(
                    "tool",
                    null,
                    List.of(new Part.ToolResult(call.id(), call.name(), result == null ? "" : result.result()))));
        }
        return new Asking(asked.model(), asked.parameters(), messages, asked.tools());
    }

    /** What the model was told of a call, or else what its tool gave; {@code null} where the record has neither. */
    static @Nullable RecordedResult result(RecordedRun record, AskedCall asked) {
        var step = asked.result() instanceof InStep in && record.step(in.step()) instanceof ToolCall call ? call : null;
        var given = step == null ? null : result(step);
        var told = asked.told() != null ? asked.told() : given == null ? null : given.result();
        return told == null
                ? null
                : new RecordedResult(
                        step == null ? 0 : step.number(),
                        step == null ? null : step.span().id(),
                        asked.name(),
                        asked.arguments(),
                        told,
                        step != null && step.span().failed());
    }

    /** What a tool gave, or what failed in it; {@code null} where the record has neither. */
    static @Nullable RecordedResult result(ToolCall step) {
        var error = step.error();
        var text = step.result() != null ? step.result() : error == null ? null : error.message();
        return text == null
                ? null
                : new RecordedResult(
                        step.number(),
                        step.span().id(),
                        step.name(),
                        step.arguments() == null ? "" : step.arguments(),
                        text,
                        step.span().failed());
    }
}
