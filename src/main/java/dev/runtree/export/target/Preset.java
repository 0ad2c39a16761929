package dev.runtree.export.target;

import dev.runtree.otlp.profile.Profile;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The back ends that Runtree knows, and any other that speaks OTLP. Each asks only for what it needs. */
public enum Preset {
    LANGFUSE(new Langfuse()),
    LANGSMITH(new LangSmith()),
    ARIZE(new Arize()),
    PHOENIX(new Phoenix()),
    LANGTRACE(new Langtrace()),
    LOGFIRE(new Logfire()),
    MLFLOW(new Mlflow()),
    MAXIM(new Maxim()),
    OTLP(new PlainOtlp());

    @SuppressWarnings("ImmutableEnumChecker") // vendors have no fields
    private final Vendor vendor;

    Preset(Vendor vendor) {
        this.vendor = vendor;
    }

    /** @throws BadTarget when there is none of that name */
    public static Preset of(String word) {
        return Arrays.stream(values())
                .filter(preset -> preset.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new BadTarget("There is no preset \"" + word + "\". There are: "
                        + Arrays.stream(values()).map(Preset::word).collect(Collectors.joining(", ")) + "."));
    }

    /** As it is written in settings and on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As it calls itself. */
    public String title() {
        return vendor.title();
    }

    /** What it asks for, in the order in which one is asked. */
    public List<Asked> asks() {
        return vendor.asks();
    }

    /** The words that it reads best. */
    public Profile profile() {
        return vendor.profile();
    }

    /** How it can be sent to, the usual way first. */
    public List<Protocol> protocols() {
        return vendor.protocols();
    }

    /**
     * Where and how a target of this preset is sent to.
     *
     * @throws BadTarget in one line, what is missing or wrong
     */
    public Endpoint endpoint(Target target, TargetSecrets secrets) {
        return new EndpointOf(target, vendor, new Answers(this, target.answers(), secrets), secrets).endpoint();
    }

    /** Resource attributes that say where a target's traces belong there, in place of a producer's. */
    Map<String, String> routing(Target target) {
        return vendor.routing(new Answers(this, target.answers(), TargetSecrets.NONE));
    }
}
