package dev.runtree.replay.turns;

import dev.runtree.agent.retrieval.KnowledgeText;
import dev.runtree.model.Message;
import dev.runtree.model.Run;
import dev.runtree.model.RunStatus;
import dev.runtree.replay.RecordedRun;
import dev.runtree.replay.RecordedStep.ModelCall;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What later turns may be shown of one: what was asked, and what was answered.
 *
 * @param questions in the words of the run, and in those that its model was shown
 * @param answers likewise; hooks may have written another one than the model gave. Empty where the turn came to none
 * @param said by the model and its tools, in their order, the answer last
 */
record Exchange(Set<String> questions, Set<String> answers, List<Message> said) {
    Exchange {
        questions = Set.copyOf(questions);
        answers = Set.copyOf(answers);
        said = List.copyOf(said);
    }

    static Exchange of(RecordedRun record) {
        var begin = record.begin().orElse(null);
        var calls = record.modelCalls(begin == null ? 0 : begin.number());
        var questions = new LinkedHashSet<String>();
        add(questions, begin == null ? record.run().input() : begin.input());
        var answers = new LinkedHashSet<String>();
        if (isAnswered(record.run())) {
            add(answers, begin == null ? null : begin.output());
        }
        if (calls.isEmpty()) {
            return new Exchange(questions, answers, said(answers));
        }
        add(questions, Shown.question(calls.getFirst().request().messages()));
        var last = calls.getLast();
        if (isAnswered(record.run()) && last.answer() != null) {
            add(answers, last.answer().text());
        }
        return new Exchange(questions, answers, said(calls));
    }

    private static boolean isAnswered(Run run) {
        return run.status() == RunStatus.OK;
    }

    private static void add(Set<String> to, @Nullable String text) {
        if (text != null && !normal(text).isEmpty()) {
            to.add(normal(text));
        }
    }

    private static List<Message> said(Set<String> answers) {
        return answers.stream().map(answer -> Message.text("assistant", answer)).toList();
    }

    /** All that the last call was shown more than the first, and its answer. */
    private static List<Message> said(List<ModelCall> calls) {
        var first = calls.getFirst().request().messages().size();
        var last = calls.getLast();
        var messages = last.request().messages();
        var said = new ArrayList<Message>(messages.subList(Math.min(first, messages.size()), messages.size()));
        if (last.answer() != null) {
            said.addAll(last.answer().messages());
        }
        return said;
    }

    /** Whether this is what the turn answered; it is asked with what was asked before it. */
    boolean isAnswered(String answer) {
        return answers.contains(normal(answer));
    }

    boolean isAsked(String question) {
        return questions.contains(normal(question));
    }

    /** Without what was found for a question, which stands before it and is no part of it, and without space around it. */
    private static String normal(String text) {
        return KnowledgeText.without(text).strip();
    }

    /** The answer alone, of a replay. */
    Message answer() {
        return said.isEmpty()
                ? Message.text("assistant", "")
                : Message.text("assistant", said.getLast().text());
    }
}
