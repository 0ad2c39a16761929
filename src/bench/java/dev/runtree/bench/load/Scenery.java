package dev.runtree.bench.load;

/** What all shapes of traces have in common. */
public record Scenery(Seed seed, Vocabulary words, Cast cast, Times times, Flavour flavour) {
    public Scenery(Seed seed, Cast cast, Times times, Flavour flavour) {
        this(seed, new Vocabulary(seed), cast, times, flavour);
    }

    /** For whom and by which agent; the same at every span of a trace. */
    Cast.Actor actor(long trace) {
        return cast.actor(seed.random(trace, 0));
    }
}
