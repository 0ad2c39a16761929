package dev.runtree.ui.replay;

import dev.runtree.model.SpanId;
import dev.runtree.model.Usage;
import dev.runtree.replay.Lack;
import dev.runtree.replay.RecordedStep;
import dev.runtree.replay.RecordedStep.ModelCall;
import dev.runtree.replay.edit.EditableStep;
import dev.runtree.replay.live.AnswerWords;
import dev.runtree.replay.live.ForkPlan;
import dev.runtree.store.QueryChain;
import org.jspecify.annotations.Nullable;

/**
 * A run that can be forked at one of its steps.
 *
 * @param leaving where the fork leaves the record
 * @param recorded what can be changed of that step
 * @param answer what was answered then, where the step is tried by itself; {@code null} where it is not
 * @param model the model that is asked next unless another one is named; {@code null} where the record does not tell it
 */
record Forkable(
        ReadRecord read,
        RecordedStep leaving,
        EditableStep recorded,
        @Nullable String model,
        @Nullable RecordedAnswer answer) {

    /**
     * What a model answered when it was asked the call that is tried by itself.
     *
     * @param words as one text
     */
    record RecordedAnswer(
            String words,
            @Nullable String model,
            Usage usage,
            @Nullable Long nanos) {
        static @Nullable RecordedAnswer of(RecordedStep step) {
            return step instanceof ModelCall call
                    ? new RecordedAnswer(
                            call.answer() == null ? "" : AnswerWords.of(call.answer()),
                            call.span().model(),
                            call.usage(),
                            call.span().durationNanos())
                    : null;
        }
    }

    /** Reads it. */
    static final class Reading extends QueryChain<Forkable> {
        private final RecordReader reader;
        private final SpanId step;
        private final boolean isAlone;

        /** @param isAlone whether it is to be a model call that is tried by itself */
        Reading(RecordReader reader, SpanId step, boolean isAlone) {
            this.reader = reader;
            this.step = step;
            this.isAlone = isAlone;
        }

        /**
         * @throws Refused when the run is gone, too large, or steps of it were removed
         * @throws dev.runtree.replay.live.CannotFork when the record tells no way to go on from there
         */
        @Override
        public Forkable fetch() {
            var read = ask(reader);
            var lacks = read.record().lacks();
            if (lacks.has(Lack.Kind.STEPS_REMOVED)) {
                throw new Refused(String.join(". ", lacks.grave().lines()) + ".");
            }
            var leaving = isAlone ? Leaving.call(read.record(), step) : Leaving.at(read.record(), step);
            return new Forkable(
                    read,
                    leaving,
                    new ForkPlan(read.record()).editable(leaving),
                    Leaving.model(read.record(), leaving),
                    isAlone ? RecordedAnswer.of(leaving) : null);
        }
    }
}
