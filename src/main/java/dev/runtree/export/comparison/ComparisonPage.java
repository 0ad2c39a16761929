package dev.runtree.export.comparison;

import dev.runtree.compare.steps.AlignedStep;
import dev.runtree.compare.steps.AlignedStep.Fate;
import dev.runtree.compare.steps.Difference;
import dev.runtree.export.CannotExport;
import dev.runtree.export.NewFile;
import dev.runtree.model.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A comparison of two runs as one HTML page that needs nothing else: no script, no network, no other file. What the runs say can
 * do nothing in it.
 */
public final class ComparisonPage {
    /** Of more steps that differ, these are written down. */
    private static final int MOST_DIFFERING = 5_000;

    /** Of steps that are the same so many are listed in all, folded away. */
    private static final int MOST_SAME = 20_000;

    private final ComparedPair runs;
    private final String reason;
    private final PairDifferences differences;
    private final List<AlignedStep> folded = new ArrayList<>();
    private int sameListed;
    private int written;

    /** @param reason where they part, in words */
    public ComparisonPage(ComparedPair runs, String reason, PairDifferences differences) {
        this.runs = runs;
        this.reason = reason;
        this.differences = differences;
    }

    /**
     * Writes the page into a file that is there only when it is whole.
     *
     * @param isReplacing whether a file of that name may be replaced
     * @throws CannotExport when the file cannot be written
     */
    public void toFile(Path file, boolean isReplacing) {
        try (var target = NewFile.at(file, isReplacing)) {
            write(new OutputStreamWriter(target.stream(), StandardCharsets.UTF_8));
            target.finish();
        } catch (IOException e) {
            throw NewFile.failed(file, e);
        }
    }

    /**
     * Writes the page, in UTF-8.
     *
     * @throws IOException when it cannot be written
     */
    public void write(Writer out) throws IOException {
        try {
            write(new Markup(out));
            out.flush();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void write(Markup html) {
        var style = style();
        html.raw("""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            """)
                .raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"
                        + hash(style) + "'; base-uri 'none'; form-action 'none'\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .raw("<meta name=\"referrer\" content=\"no-referrer\">\n")
                .raw("<title>")
                .text(title())
                .raw("</title>\n<style>")
                .raw(style)
                .raw("</style>\n</head>\n<body>\n");
        new PageHead(html, runs).write(reason, first());
        if (!runs.alignment().isEqual()) {
            html.raw("<main>\n");
            steps(html);
            html.raw("</main>\n");
        }
        html.raw("<footer>Written by Runtree. Times and ids that belong to one run alone are no"
                        + " differences.</footer>\n")
                .raw("</body>\n</html>\n");
    }

    private String title() {
        return runs.left().run().name() + " and " + runs.right().run().name() + " compared";
    }

    /** The number of the first difference among those on the page, from 1; 0 where it is not on it. */
    private int first() {
        var alignment = runs.alignment();
        if (alignment.isEqual()) {
            return 0;
        }
        var number = (int) alignment.steps().subList(0, alignment.first() + 1).stream()
                .filter(AlignedStep::differs)
                .count();
        return number <= MOST_DIFFERING ? number : 0;
    }

    private void steps(Markup html) {
        var all = runs.alignment().steps();
        var differing = (int) all.stream().filter(AlignedStep::differs).count();
        var above = AboveDifference.of(all);
        var shown = end(all);
        var place = new int[1];
        var step = new PageStep(html, Math.min(differing, MOST_DIFFERING));
        differences.each(
                runs, all.subList(0, shown), (each, found) -> step(each, found, above[place[0]++], step, html));
        fold(step, html);
        if (differing > MOST_DIFFERING) {
            html.element(
                    "p",
                    "note",
                    Figures.count(MOST_DIFFERING) + " of " + Figures.counted(differing, "step")
                            + " that differ are on this page. runtree diff --json tells all.");
        }
    }

    /** Behind the last step that is on the page. */
    private static int end(List<AlignedStep> all) {
        var end = 0;
        for (var left = MOST_DIFFERING; end < all.size() && left > 0; end++) {
            left -= all.get(end).differs() ? 1 : 0;
        }
        while (end < all.size() && !all.get(end).differs()) {
            end++;
        }
        return end;
    }

    private void step(AlignedStep step, List<Difference> found, boolean isAbove, PageStep to, Markup html) {
        if (step.fate() == Fate.SAME && !isAbove) {
            folded.add(step);
            return;
        }
        fold(to, html);
        if (step.differs()) {
            to.differing(step, found, ++written);
        } else {
            to.same(step, step.depth());
        }
    }

    private void fold(PageStep to, Markup html) {
        if (folded.isEmpty()) {
            return;
        }
        var depth = folded.stream().mapToInt(AlignedStep::depth).min().orElse(0);
        var listed = Math.min(folded.size(), MOST_SAME - sameListed);
        html.raw("<details class=\"same " + PageStep.indent(depth) + "\"><summary>⋯ "
                + Figures.counted(folded.size(), "step") + " the same</summary>\n");
        folded.subList(0, listed).forEach(each -> to.same(each, each.depth() - depth));
        if (listed < folded.size()) {
            html.element(
                    "p", "note", Figures.count(listed) + " of " + Figures.counted(folded.size(), "step") + " listed.");
        }
        html.raw("</details>\n");
        sameListed += listed;
        folded.clear();
    }

    private static String style() {
        try (InputStream css = Objects.requireNonNull(ComparisonPage.class.getResourceAsStream("page.css"))) {
            return new String(css.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the style of the page is part of the program", e);
        }
    }

    /** By this the browser knows our style from one that found its way in. */
    private static String hash(String style) {
        try {
            return Base64.getEncoder()
                    .encodeToString(
                            MessageDigest.getInstance("SHA-256").digest(style.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
