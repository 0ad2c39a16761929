package dev.runtree.otlp;

import dev.runtree.model.RecordedSpan;
import dev.runtree.otlp.Claims.Meaning;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the attributes of a replayed step still say of the one that was recorded, and that is not true of its replay. */
public final class ReplayedClaims {
    private static final Set<Meaning> UNTRUE = EnumSet.of(
            Meaning.USER,
            Meaning.SESSION,
            Meaning.ENVIRONMENT,
            Meaning.INPUT_TOKENS,
            Meaning.OUTPUT_TOKENS,
            Meaning.CACHED_TOKENS,
            Meaning.CACHE_WRITE_TOKENS,
            Meaning.REASONING_TOKENS,
            Meaning.TOKENS,
            Meaning.AUDIO_TOKENS,
            Meaning.COST,
            Meaning.FIRST_TOKEN,
            Meaning.KIND);

    private ReplayedClaims() {}

    /** The keys of attributes from which another program would read whose it was, what it used, and that a model was asked. */
    public static Set<String> keys(RecordedSpan replayed) {
        return Claims.of(replayed).entrySet().stream()
                .filter(claim -> UNTRUE.contains(claim.getValue().meaning()))
                .map(Map.Entry::getKey)
                .filter(key -> !key.startsWith("runtree."))
                .collect(Collectors.toUnmodifiableSet());
    }
}
