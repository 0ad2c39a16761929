package dev.runtree.bench.load;

import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Steps of an agent whose attributes have a wanted size, filled with texts that are never said twice. */
final class FilledSteps {
    private static final int SHORTEST = 8;

    private final Scenery scenery;
    private final int agentText;
    private final int modelText;
    private final int toolText;

    /** @param bytes of attributes, keys and values together, at each step; what cannot be had is as small as it gets */
    FilledSteps(Scenery scenery, int bytes) {
        this.scenery = scenery;
        var actor = scenery.actor(0);
        agentText = room(bytes, text -> agent(actor, scenery.seed().random(0, 1), text));
        modelText = room(bytes, text -> model(actor, scenery.seed().random(0, 1), text));
        toolText = room(bytes, text -> tool(actor, scenery.seed().random(0, 1), text, null));
    }

    /** How much text makes attributes of so many bytes, found by trying two sizes. */
    private static int room(int bytes, IntFunction<Attributes> make) {
        var small = make.apply(200).bytes();
        var large = make.apply(2_200).bytes();
        return Math.max(SHORTEST, 200 + (int) ((bytes - small) * 2_000L / (large - small)));
    }

    Attributes agent(Cast.Actor actor, SplittableRandom random) {
        return agent(actor, random, agentText);
    }

    private Attributes agent(Cast.Actor actor, SplittableRandom random, int text) {
        var attributes = new Attributes();
        scenery.flavour().wording().agent(attributes, actor, say(random, text / 4), say(random, text - text / 4));
        return attributes;
    }

    Attributes model(Cast.Actor actor, SplittableRandom random) {
        return model(actor, random, modelText);
    }

    private Attributes model(Cast.Actor actor, SplittableRandom random, int text) {
        var attributes = new Attributes();
        var asked = List.<Turn>of(
                new Turn.Said("system", say(random, text / 5)), new Turn.Said("user", say(random, text / 2)));
        var answered = new Turn.Said("assistant", say(random, text - text / 5 - text / 2));
        scenery.flavour()
                .wording()
                .model(
                        attributes,
                        actor,
                        new Wording.ModelCall(scenery.cast().model(random), List.of(), asked, answered));
        return attributes;
    }

    Attributes tool(Cast.Actor actor, SplittableRandom random, @Nullable String failure) {
        return tool(actor, random, toolText, failure);
    }

    private Attributes tool(Cast.Actor actor, SplittableRandom random, int text, @Nullable String failure) {
        var attributes = new Attributes();
        scenery.flavour()
                .wording()
                .tool(
                        attributes,
                        actor,
                        new Wording.ToolCall(
                                callId(random),
                                scenery.cast().anyTool(random),
                                arguments(say(random, text / 4)),
                                failure == null ? say(random, text - text / 4) : failure,
                                failure != null));
        return attributes;
    }

    private String say(SplittableRandom random, int characters) {
        return scenery.words().text(random, characters);
    }

    static String arguments(String query) {
        return "{\"query\":\"" + query + "\",\"limit\":20}";
    }

    static String callId(SplittableRandom random) {
        return "call_" + Long.toString(random.nextLong() >>> 1, Character.MAX_RADIX);
    }
}
