package dev.runtree.ui.approvals;

import dev.runtree.model.Run;
import dev.runtree.model.Span;
import dev.runtree.model.SpanId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What led to an approval, as its run tells.
 *
 * @param run the run whose tool it is
 * @param spans of that run, in tree order
 * @param call the call of the model that asked for the tool; {@code null} when none was recorded
 * @param step the approval's own step; {@code null} when it was not recorded
 * @param lines what was said last before the tool was asked for, in its order
 */
record Why(
        Run run,
        List<Span> spans,
        @Nullable Span call,
        @Nullable SpanId step,
        List<Line> lines) {

    /**
     * Something that was said.
     *
     * @param who the role, or the tool that answered
     * @param call whether it is what the model asks for
     */
    record Line(String who, String text, boolean call) {}
}
