package dev.runtree.ui.export;

import dev.runtree.export.training.LeftOut;
import dev.runtree.export.training.Reason;
import dev.runtree.export.training.TrainingReport;
import dev.runtree.model.Figures;
import dev.runtree.ui.Messages;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What was written of training data, and what not.
 *
 * @param leftOut the first of what was left out, each with why
 * @param replaced how often redaction replaced something
 */
public record TrainingStory(TrainingReport report, List<LeftOut> leftOut, long replaced) {
    public TrainingStory {
        leftOut = List.copyOf(leftOut);
    }

    /** In a line. */
    public String brief() {
        var report = report();
        var name = String.valueOf(report.files().getFirst().file().getFileName());
        var done = Messages.text(
                "export.training.done",
                Messages.counted(report.lines(), "export.training.line", "export.training.lines"),
                Messages.counted(report.runs(), "export.training.run", "export.training.runs"),
                name);
        return report.allLeftOut() == 0
                ? done
                : done + Messages.text("export.training.left", Figures.count(report.allLeftOut()));
    }

    /** In as many lines as there is to tell. */
    public String text() {
        var lines = new ArrayList<String>();
        for (var written : report.files()) {
            lines.add(Messages.text(
                    "export.training.file",
                    written.file().toAbsolutePath(),
                    Messages.counted(written.lines(), "export.training.line", "export.training.lines")));
        }
        lines.add("");
        lines.add(Messages.text(
                "export.training.read",
                Messages.counted(report.runs(), "export.training.run", "export.training.runs"),
                Figures.count(report.calls())));
        tell(lines, report.failedCalls(), "export.training.failed");
        tell(lines, report.joined(), "export.training.joined");
        tell(lines, report.withoutTools(), "export.training.without-tools");
        tell(lines, replaced, "export.training.replaced");
        lines.add("");
        if (report.allLeftOut() == 0) {
            lines.add(Messages.text("export.training.nothing-left"));
        } else {
            lines.add(Messages.text("export.training.all-left", Figures.count(report.allLeftOut())));
            report.leftOut().entrySet().stream()
                    .sorted(Map.Entry.<Reason, Long>comparingByValue().reversed())
                    .forEach(each -> tell(each.getKey(), each.getValue(), lines));
            if (report.allLeftOut() > leftOut.size()) {
                lines.add("");
                lines.add(Messages.text("export.training.more-left", Figures.count(leftOut.size())));
            }
        }
        return String.join("\n", lines);
    }

    private static void tell(List<String> lines, long count, String key) {
        if (count > 0) {
            lines.add(Messages.text(key, Figures.count(count)));
        }
    }

    private void tell(Reason reason, long count, List<String> lines) {
        lines.add(Figures.count(count) + "  " + reason.words());
        leftOut.stream()
                .filter(left -> left.reason() == reason)
                .forEach(left -> lines.add("    " + left.id() + (left.session() == null ? "" : "  " + left.session())));
    }
}
