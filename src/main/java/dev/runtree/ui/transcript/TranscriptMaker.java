package dev.runtree.ui.transcript;

import dev.runtree.model.Content;
import dev.runtree.model.RecordedSpan;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import dev.runtree.model.SpanKind;
import dev.runtree.model.SpanTree;
import dev.runtree.model.Trace;
import dev.runtree.otlp.ContentReader;
import dev.runtree.ui.run.Names;
import dev.runtree.ui.transcript.Entry.Speaker;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the transcript of a run, step by step in tree order, of payloads that are handed in batches. Nothing is said twice: of
 * what a model saw only what its run has not seen yet, of the answer of an agent only what its model has not said. Of one
 * thread at a time.
 */
final class TranscriptMaker {
    /** How programs in other languages write that there is no answer. */
    private static final Set<String> NOTHING = Set.of("", "null", "None", "undefined", "{}", "[]", "{\"output\":null}");

    private final Trace trace;
    private final SpanTree tree;
    private final Plan plan;
    private final Deque<Scene> scenes = new ArrayDeque<>();
    private final List<Entry> made = new ArrayList<>();
    private int at;

    TranscriptMaker(Trace trace) {
        this.trace = trace;
        this.tree = SpanTree.of(trace.spans());
        this.plan = new Plan(tree);
    }

    /** The run's steps, in their order. */
    SpanTree tree() {
        return tree;
    }

    /** How many steps have been read. */
    int read() {
        return at;
    }

    boolean isOver() {
        return at >= tree.size();
    }

    /** The next steps whose payloads are wanted, at most so many; empty when none of the rest has anything to say. */
    List<Span> next(int most) {
        var wanted = new ArrayList<Span>();
        for (var i = at; i < tree.size() && wanted.size() < most; i++) {
            if (plan.speaks(i)) {
                wanted.add(tree.span(i));
            }
        }
        return wanted;
    }

    /** The entries of the steps up to the last of these payloads; of all that are left, when there are none. */
    List<Entry> read(List<RecordedSpan> payloads, List<Span> wanted) {
        Map<SpanId, RecordedSpan> byId = new HashMap<>();
        payloads.forEach(payload -> byId.put(payload.span().id(), payload));
        var until = wanted.isEmpty()
                ? tree.size()
                : tree.place(wanted.getLast().id().spanId()) + 1;
        made.clear();
        for (; at < until; at++) {
            leave(at);
            if (plan.speaks(at)) {
                var recorded = byId.get(tree.span(at).id());
                if (recorded != null) {
                    step(at, recorded.span(), ContentReader.read(recorded));
                }
            } else {
                failure(new StepLines(at, scene().depth(), tree.span(at)), null);
            }
        }
        if (isOver()) {
            leave(tree.size());
        }
        return List.copyOf(made);
    }

    private Scene scene() {
        var scene = scenes.peek();
        if (scene == null) {
            var user = trace.run().actor().userId();
            scene = Scene.first(trace.run().name(), trace.run().type().kind(), user == null ? "" : user);
            scenes.push(scene);
        }
        return scene;
    }

    private void step(int place, Span span, Content content) {
        if (place == 0 || span.kind().startsRun()) {
            begin(place, span, content);
        }
        var lines = new StepLines(place, scene().depth(), span);
        switch (span.kind()) {
            case AGENT, TEAM, WORKFLOW, EMBEDDING, RERANK, OTHER -> {
                if (plan.failsHere(place)) {
                    scene().fail(lines.failed(content)); // told when it is over
                }
            }
            case LLM -> {
                new ModelTurn(scene(), place, span, isAnswer(place), made::add).add(content);
                failure(lines, content);
            }
            case TOOL -> {
                scene().toolRan(span, Names.of(span).subject());
                made.add(lines.tool(content));
            }
            case DELEGATION -> {
                scene().delegated(Names.of(span).subject());
                made.add(lines.note("", content.input()));
            }
            case STEP -> {
                if (plan.isPartOfWorkflow(place)) {
                    made.add(lines.note("", null));
                }
                failure(lines, content);
            }
            case HOOK, GUARDRAIL -> {
                if (span.failed() || changed(content)) {
                    made.add(lines.note(lines.reason(content), content.output()));
                }
            }
            case APPROVAL -> made.add(lines.note(lines.reason(content), content.input()));
            case RETRIEVAL -> made.add(lines.retrieval(content));
        }
    }

    /** While a run goes on, nobody knows which of its words will be its answer. */
    private boolean isAnswer(int place) {
        return trace.run().endNanos() != null && plan.isLastCall(place);
    }

    private static boolean changed(Content content) {
        var input = content.input();
        var output = content.output();
        return input != null && output != null && !output.isBlank() && !input.equals(output);
    }

    private void begin(int place, Span span, Content content) {
        var outer = scene();
        if (place > 0) {
            var name = Names.of(span).subject();
            scenes.push(
                    plan.isAround(outer.place())
                            ? outer.within(place, name, span.kind())
                            : outer.called(place, name, span.kind()));
        }
        var scene = scene();
        scene.answer(content.output());
        var input = content.input();
        if (span.kind() != SpanKind.LLM && input != null && !input.isBlank() && scene.say(input)) {
            made.add(scene.asks(place, span.startNanos(), input));
        }
    }

    /** A failure that began here; one that only passed through has been told. */
    private void failure(StepLines lines, @Nullable Content content) {
        if (plan.failsHere(lines.place())) {
            var failed = lines.failed(content);
            scene().say(failed.message().text());
            made.add(failed);
        }
    }

    /** Ends the runs that are over before this place, and tells what they answered if nobody has said it. */
    private void leave(int place) {
        while (!scenes.isEmpty() && isOver(scenes.peek(), place)) {
            var scene = scenes.pop();
            ModelTurn.untold(scene, List.of(), made::add);
            var failure = scene.failure();
            if (failure != null) {
                scene.say(failure.message().text());
                made.add(failure);
            }
            answer(scene);
            var outer = scenes.peek();
            if (outer != null
                    && plan.isAround(outer.place())
                    && !scene.lastSaid().isEmpty()) {
                outer.speak(scene.lastSaid());
            }
        }
    }

    /** The run that is read is over when all is: what lies beside its first step belongs to it as well. */
    private boolean isOver(Scene scene, int place) {
        return place >= tree.size() || (scene.place() > 0 && tree.end(scene.place()) <= place);
    }

    private void answer(Scene scene) {
        var answer = scene.answer();
        if (answer == null
                || NOTHING.contains(answer.strip())
                || isSaid(scene, answer)
                || tree.span(scene.place()).kind() == SpanKind.LLM) {
            return;
        }
        var span = tree.span(scene.place());
        made.add(new Entry.Said(
                scene.place(),
                scene.depth(),
                Speaker.AGENT,
                scene.name(),
                null,
                scene.kind(),
                null,
                span.endNanos() == null ? span.startNanos() : span.endNanos(),
                Clip.of(answer),
                scene.depth() == 0));
    }

    private static boolean isSaid(Scene scene, String answer) {
        var last = scene.lastSaid().replaceAll("\\s+", "");
        var told = answer.replaceAll("\\s+", "");
        return scene.hasSaid(answer) || (!last.isEmpty() && (told.contains(last) || last.contains(told)));
    }
}
