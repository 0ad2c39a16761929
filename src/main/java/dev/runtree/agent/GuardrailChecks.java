package dev.runtree.agent;

import dev.runtree.agent.guardrail.Checked;
import dev.runtree.agent.guardrail.Guardrail;
import dev.runtree.agent.guardrail.Verdict;
import dev.runtree.agent.hook.HookStage;
import dev.runtree.agent.hook.StopRun;
import dev.runtree.agent.run.RunStopped;
import dev.runtree.agent.secret.Retold;
import dev.runtree.agent.trace.StepSpan;
import dev.runtree.model.SpanKind;
import java.util.List;
import java.util.Objects;

/** Has guardrails check a text, each as a step with its verdict. */
final class GuardrailChecks {
    private final RunPlace place;

    GuardrailChecks(RunPlace place) {
        this.place = place;
    }

    /**
     * The text as they let it through.
     *
     * @throws RunFailure when one refuses it, or cannot tell
     * @throws StopRun when one refuses it and has an answer of its own
     */
    String pass(List<Guardrail> guardrails, HookStage stage, String text) {
        for (var guardrail : guardrails) {
            text = check(guardrail, stage, text);
        }
        return text;
    }

    private String check(Guardrail guardrail, HookStage stage, String text) {
        var name = guardrail.name();
        var step = place.span()
                .step(SpanKind.GUARDRAIL, name)
                .set("runtree.guardrail.name", name)
                .set("runtree.guardrail.stage", stage.word())
                .input(text);
        Verdict verdict;
        try {
            verdict = place.thread()
                    .have(
                            "runtree-guardrail",
                            place.limit(),
                            () -> step.during(() -> Objects.requireNonNull(
                                    guardrail.check(checked(stage, text, step)), "it gave no verdict")));
        } catch (RunStopped e) {
            Ends.stopped(step, place.thread().signal(), e);
            throw e;
        } catch (TookTooLong e) {
            step.fail("timeout", "no verdict within " + e.limit(), null);
            throw RunFailure.ofGuardrail(name, "no verdict within " + e.limit(), e);
        } catch (RuntimeException e) {
            var told = place.told(e);
            var line = Ends.line(told);
            step.fail(Retold.typeOf(told), line, told);
            throw RunFailure.ofGuardrail(name, line, told);
        } catch (Throwable e) {
            // Such as a class that is missing, or a stack that is full: the run ends by it, and no step stays open.
            step.fail(e.getClass().getName(), Ends.line(e), e);
            throw e;
        }
        return follow(verdict, name, stage, text, step.set("runtree.guardrail.verdict", verdict.word()));
    }

    private Checked checked(HookStage stage, String text, StepSpan step) {
        return new Checked(
                text,
                stage,
                place.run().runId(),
                place.asked().userId(),
                place.asked().sessionId(),
                place.state(),
                place.thread().signal(),
                step);
    }

    private static String follow(Verdict verdict, String name, HookStage stage, String text, StepSpan step) {
        return switch (verdict) {
            case Verdict.Passed _ -> {
                step.output("passed").end();
                yield text;
            }
            case Verdict.Changed changed -> {
                step.set("runtree.guardrail.reason", changed.reason())
                        .output(changed.text())
                        .end();
                yield changed.text();
            }
            case Verdict.Refused refused -> {
                step.set("runtree.guardrail.reason", refused.reason())
                        .output("refused: " + refused.reason())
                        .end();
                if (refused.answer() != null) {
                    throw StopRun.answering(name + ": " + refused.reason(), refused.answer());
                }
                throw RunFailure.refused(name, stage, refused);
            }
        };
    }
}
