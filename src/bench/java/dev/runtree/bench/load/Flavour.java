package dev.runtree.bench.load;

/** Whose attribute keys are spoken. */
public enum Flavour {
    /** OpenTelemetry's semantic conventions. */
    GEN_AI(new GenAiWording()),
    /** OpenInference, as of Arize's instrumentations. */
    OPENINFERENCE(new OpenInferenceWording());

    private final Wording wording;

    Flavour(Wording wording) {
        this.wording = wording;
    }

    Wording wording() {
        return wording;
    }
}
