package dev.runtree.check;

import dev.runtree.check.expect.Mismatch;
import dev.runtree.export.NewFile;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Results as the XML that CI servers read of JUnit: Jenkins's <a
 * href="https://github.com/jenkinsci/xunit-plugin/blob/master/src/main/resources/org/jenkinsci/plugins/xunit/types/model/xsd/junit-10.xsd">junit-10.xsd</a>.
 * Seconds have three decimals; characters that XML cannot hold are written as {@code \}{@code u001b}.
 */
public final class JUnitReport {
    private static final String SUITE = "runtree check";
    private static final String ENCODING = "UTF-8";

    /** Of one text, so that a report stays one that servers take. */
    private static final int LONGEST = 4_000;

    private final List<CaseResult> results;
    private final Instant began;

    /** @param began when checking began */
    public JUnitReport(List<CaseResult> results, Instant began) {
        this.results = List.copyOf(results);
        this.began = began;
    }

    /**
     * Writes the report into a file, in place of one that is there.
     *
     * @throws dev.runtree.export.CannotExport when the file cannot be written
     */
    public void write(Path file) {
        try (var whole = NewFile.at(file, true)) {
            write(whole.stream());
            whole.finish();
        } catch (IOException e) {
            throw NewFile.failed(file, e);
        } catch (XMLStreamException e) {
            throw new CannotCheck("Cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes the report, in UTF-8; the stream stays open.
     *
     * @throws XMLStreamException when the stream fails
     */
    void write(OutputStream to) throws XMLStreamException {
        var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(to, ENCODING);
        xml.writeStartDocument(ENCODING, "1.0");
        xml.writeCharacters("\n");
        xml.writeStartElement("testsuites");
        sums(xml);
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        sums(xml);
        xml.writeAttribute("skipped", count(Verdict.Skipped.class::isInstance));
        xml.writeAttribute("timestamp", began.truncatedTo(ChronoUnit.SECONDS).toString());
        for (var result : results) {
            write(xml, result);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.writeEndDocument();
        xml.flush();
    }

    private void sums(XMLStreamWriter xml) throws XMLStreamException {
        xml.writeAttribute("name", SUITE);
        xml.writeAttribute("tests", String.valueOf(results.size()));
        xml.writeAttribute("failures", count(Verdict.Failed.class::isInstance));
        xml.writeAttribute("errors", count(Verdict.NotDone.class::isInstance));
        xml.writeAttribute(
                "time", seconds(results.stream().map(CaseResult::took).reduce(Duration.ZERO, Duration::plus)));
    }

    private String count(Predicate<Verdict> meant) {
        return String.valueOf(
                results.stream().map(CaseResult::verdict).filter(meant).count());
    }

    private static String seconds(Duration time) {
        return BigDecimal.valueOf(time.toNanos(), 9)
                .setScale(3, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static void write(XMLStreamWriter xml, CaseResult result) throws XMLStreamException {
        xml.writeCharacters("\n    ");
        xml.writeStartElement("testcase");
        xml.writeAttribute("name", printable(result.name()));
        xml.writeAttribute("classname", printable(className(result)));
        xml.writeAttribute("time", seconds(result.took()));
        switch (result.verdict()) {
            case Verdict.Passed passed -> {}
            case Verdict.Failed failed -> {
                var lines = failed.missed().stream()
                        .map(missed -> told(result, missed))
                        .toList();
                reason(xml, "failure", failed.missed().getFirst().key(), lines.getFirst(), lines);
            }
            case Verdict.NotDone error -> reason(xml, "error", "not_done", error.line(), List.of(error.line()));
            case Verdict.Skipped skipped -> {
                xml.writeCharacters("\n      ");
                xml.writeEmptyElement("skipped");
                xml.writeAttribute("message", printable(skipped.line()));
            }
        }
        var replay = result.replay();
        if (replay != null) {
            xml.writeCharacters("\n      ");
            xml.writeStartElement("system-out");
            xml.writeCharacters(printable(
                    replay.isRecordHere()
                            ? "runtree diff " + replay.replayOf() + " " + replay.runId()
                            : "runtree show " + replay.runId()));
            xml.writeEndElement();
        }
        xml.writeCharacters("\n    ");
        xml.writeEndElement();
    }

    /** Servers group by it, and take its dots for packages. */
    private static String className(CaseResult result) {
        var folder = result.file().resolveSibling(Case.plainName(result.file())).normalize();
        return folder.toString()
                .replace('\\', '/')
                .replaceFirst("^/", "")
                .replace('.', '_')
                .replace('/', '.');
    }

    private static String told(CaseResult result, Mismatch missed) {
        return (missed.line() == 0 ? "" : result.file() + ":" + missed.line() + ": ")
                + missed.told(JUnitReport::shortened);
    }

    private static void reason(XMLStreamWriter xml, String element, String type, String message, List<String> lines)
            throws XMLStreamException {
        xml.writeCharacters("\n      ");
        xml.writeStartElement(element);
        xml.writeAttribute("type", type);
        xml.writeAttribute("message", printable(message));
        xml.writeCharacters(printable(lines.stream().collect(Collectors.joining("\n"))));
        xml.writeEndElement();
    }

    private static String shortened(String text) {
        return text.length() <= LONGEST
                ? text
                : text.substring(0, LONGEST) + "… (" + LONGEST + " of " + text.length() + " characters)";
    }

    /** What XML 1.0 can hold; the rest, halves of characters among them, by its number. */
    private static String printable(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            var isHeld =
                    c == '\t' || c == '\n' || (c >= 0x20 && c < 0xD800) || (c >= 0xE000 && c <= 0xFFFD) || c > 0xFFFF;
            if (isHeld && !(c >= 0x7F && c < 0xA0)) {
                out.appendCodePoint(c);
            } else {
                out.append("\\u%04x".formatted(c));
            }
        });
        return out.toString();
    }
}
