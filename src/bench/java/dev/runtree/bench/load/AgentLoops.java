package dev.runtree.bench.load;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Agents in a loop, as they send their conversation again with each model call: system prompt, tool definitions, and the
 * messages so far, with a tool called in between. System prompts belong to an agent, definitions to a tool, so they are the
 * same in all traces; everything else is said once in one trace.
 */
public final class AgentLoops implements Shape {
    private static final long STEP_NANOS = 700_000_000;
    private static final int TOOLS_OFFERED = 8;

    private final Scenery scenery;
    private final int calls;
    private final Sizes sizes;

    /** How many characters each text has, about. */
    public record Sizes(int system, int definition, int user, int answer, int result) {
        public static final Sizes USUAL = new Sizes(2_500, 350, 250, 200, 700);

        /** All of them so many times as long. */
        public Sizes times(double factor) {
            return new Sizes(
                    (int) (system * factor),
                    (int) (definition * factor),
                    (int) (user * factor),
                    (int) (answer * factor),
                    (int) (result * factor));
        }
    }

    /** @param calls of the model in each trace */
    public AgentLoops(Scenery scenery, int calls, Sizes sizes) {
        this.scenery = scenery;
        this.calls = calls;
        this.sizes = sizes;
    }

    /** The agent, its model calls, and a tool after each but the last. */
    @Override
    public int spansOfTrace() {
        return 2 * calls;
    }

    @Override
    public void spans(long trace, int from, int to, SpanTaker taker) {
        var actor = scenery.actor(trace);
        var end = scenery.times().end(scenery.seed().random(trace, 1));
        var loop = new Loop(trace, actor, end - STEP_NANOS * spansOfTrace(), from, to, taker);
        loop.run(end);
    }

    @Override
    public String describe() {
        return "loops of " + calls + " model calls with a growing conversation, " + spansOfTrace() + " spans each";
    }

    /** One trace in the making. What is said before the first wanted span is made as well: it belongs to the conversation. */
    private final class Loop {
        private final long trace;
        private final Cast.Actor actor;
        private final long start;
        private final int from;
        private final int to;
        private final SpanTaker taker;
        private final SplittableRandom random;
        private final List<Turn> history = new ArrayList<>();

        Loop(long trace, Cast.Actor actor, long start, int from, int to, SpanTaker taker) {
            this.trace = trace;
            this.actor = actor;
            this.start = start;
            this.from = from;
            this.to = to;
            this.taker = taker;
            this.random = scenery.seed().random(trace, 2);
        }

        void run(long end) {
            var wording = scenery.flavour().wording();
            var model = scenery.cast().model(random);
            var tools = definitions();
            var question = say(sizes.user());
            var answer = say(sizes.answer() * 2);
            var failure = scenery.cast().runFails(random) ? "The agent gave up" : null;
            history.add(new Turn.Said("system", systemPrompt(actor.agent())));
            history.add(new Turn.Said("user", question));
            if (wanted(0)) {
                var attributes = new Attributes();
                wording.agent(attributes, actor, question, answer);
                taker.take(new SpanTaker.Made(
                        id(0), null, "invoke_agent " + actor.agent(), start, end, attributes, failure));
            }
            for (var call = 0; call < calls && 2 * call + 1 < to; call++) {
                var last = call == calls - 1;
                var answered = last ? new Turn.Said("assistant", answer) : asks();
                if (wanted(2 * call + 1)) {
                    var attributes = new Attributes();
                    wording.model(
                            attributes, actor, new Wording.ModelCall(model, tools, List.copyOf(history), answered));
                    take(2 * call + 1, "chat " + model.name(), attributes, null);
                }
                history.add(answered);
                if (answered instanceof Turn.Asks asks) {
                    useTool(2 * call + 2, asks);
                }
            }
        }

        private void useTool(int place, Turn.Asks asks) {
            var failure = scenery.cast().toolFails(random) ? "Timed out after 700 ms" : null;
            var gives = new Turn.Gives(asks.callId(), asks.tool(), failure == null ? say(sizes.result()) : failure);
            history.add(gives);
            if (wanted(place)) {
                var attributes = new Attributes();
                scenery.flavour()
                        .wording()
                        .tool(
                                attributes,
                                actor,
                                new Wording.ToolCall(
                                        asks.callId(), asks.tool(), asks.arguments(), gives.text(), failure != null));
                take(place, "execute_tool " + asks.tool(), attributes, failure);
            }
        }

        private Turn.Asks asks() {
            return new Turn.Asks(
                    FilledSteps.callId(random),
                    scenery.cast().tool(random.nextInt(TOOLS_OFFERED)),
                    FilledSteps.arguments(say(sizes.answer() / 3)),
                    say(sizes.answer()));
        }

        private boolean wanted(int place) {
            return place >= from && place < to;
        }

        private void take(int place, String name, Attributes attributes, @Nullable String failure) {
            var begun = start + place * STEP_NANOS;
            // Its own randomness: what is said must not depend on which spans are asked for.
            var took = (long) (scenery.seed().random(trace, place + 3).nextDouble() * STEP_NANOS);
            taker.take(new SpanTaker.Made(id(place), id(0), name, begun, begun + took, attributes, failure));
        }

        private SpanId id(int place) {
            return scenery.seed().spanId(trace, place);
        }

        private String say(int characters) {
            return scenery.words().text(random, characters);
        }
    }

    /** Of an agent, whoever it works for. */
    private String systemPrompt(String agent) {
        return "You are the " + agent + " agent. "
                + scenery.words().text(new SplittableRandom(agent.hashCode()), sizes.system());
    }

    private List<String> definitions() {
        var definitions = new ArrayList<String>();
        for (var i = 0; i < TOOLS_OFFERED; i++) {
            var definition = JsonNodeFactory.instance.objectNode().put("type", "function");
            var function = definition
                    .putObject("function")
                    .put("name", scenery.cast().tool(i))
                    .put("description", scenery.words().text(new SplittableRandom(i), sizes.definition()));
            var parameters = function.putObject("parameters").put("type", "object");
            var properties = parameters.putObject("properties");
            properties.putObject("query").put("type", "string");
            properties.putObject("limit").put("type", "integer");
            parameters.putArray("required").add("query");
            definitions.add(definition.toString());
        }
        return definitions;
    }
}
