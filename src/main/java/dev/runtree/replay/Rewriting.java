package dev.runtree.replay;

import dev.runtree.compare.MessageText;
import dev.runtree.model.Figures;
import dev.runtree.model.Message;
import dev.runtree.replay.RecordedStep.ModelCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * Builds the request of each model call from the call before it, its answer and the results of its tools, and tells where the
 * recorded one is another: frameworks trim histories and write them anew.
 */
final class Rewriting {
    private final RecordedRun recorded;
    private final IdentityHashMap<Message, String> texts = new IdentityHashMap<>();

    Rewriting(RecordedRun recorded) {
        this.recorded = recorded;
    }

    /** A line for each model call whose recorded request is not the one before and what came after it. */
    List<Note> find() {
        var notes = new ArrayList<Note>();
        recorded.modelCalls().values().forEach(calls -> of(calls, notes));
        return notes;
    }

    private void of(List<ModelCall> calls, List<Note> notes) {
        for (var at = 1; at < calls.size(); at++) {
            var before = calls.get(at - 1);
            var call = calls.get(at);
            if (before.answer() != null && !before.calls().isEmpty()) {
                compare(before, call, notes);
            }
        }
    }

    private void compare(ModelCall before, ModelCall call, List<Note> notes) {
        var rebuilt = new ArrayList<>(before.request().messages());
        if (before.answer() != null) {
            rebuilt.addAll(before.answer().messages());
        }
        var there = new HashMap<String, Integer>();
        call.request().messages().forEach(message -> there.merge(text(message), 1, Integer::sum));
        var missing = 0;
        var kept = 0;
        var hasAnswer = false;
        for (var at = 0; at < rebuilt.size(); at++) {
            var text = text(rebuilt.get(at));
            if (there.getOrDefault(text, 0) > 0) {
                there.merge(text, -1, Integer::sum);
                kept += isSystem(rebuilt.get(at)) ? 0 : 1;
                hasAnswer |= at >= before.request().messages().size();
            } else {
                missing++;
            }
        }
        // What neither has the answer nor goes on behind what was said before it is another conversation.
        var goesOn =
                call.request().messages().size() > before.request().messages().size();
        if (missing > 0 && kept > 0 && (hasAnswer || goesOn)) {
            notes.add(new Note(
                    call.number(),
                    "step " + call.number() + " was asked without " + missing + " of the "
                            + Figures.counted(rebuilt.size(), "message")
                            + " before it, or with other words for them; it is replayed as it was asked"));
        }
    }

    private static boolean isSystem(Message message) {
        return message.role().equals("system") || message.role().equals("developer");
    }

    private String text(Message message) {
        return texts.computeIfAbsent(message, MessageText::of);
    }
}
