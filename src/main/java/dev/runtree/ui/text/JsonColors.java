package dev.runtree.ui.text;

import java.util.regex.Pattern;
import jfx.incubator.scene.control.richtext.SyntaxDecorator;
import jfx.incubator.scene.control.richtext.TextPos;
import jfx.incubator.scene.control.richtext.model.CodeTextModel;
import jfx.incubator.scene.control.richtext.model.RichParagraph;

/** Colours JSON line by line: pretty-printed JSON has no token that spans two. */
final class JsonColors implements SyntaxDecorator {
    private static final Pattern TOKEN = Pattern.compile(
            "(?<key>\"(?:[^\"\\\\]|\\\\.)*+\"(?=\\s*:))|(?<string>\"(?:[^\"\\\\]|\\\\.)*+\")|(?<number>-?\\d[\\d.eE+-]*|true|false|null)");
    private static final int LONGEST = 20_000;

    @Override
    public RichParagraph createRichParagraph(CodeTextModel model, int index) {
        var line = model.getPlainText(index);
        var paragraph = RichParagraph.builder();
        if (line.length() > LONGEST) {
            return paragraph.addSegment(line).build();
        }
        var matcher = TOKEN.matcher(line);
        var at = 0;
        while (matcher.find()) {
            if (matcher.start() > at) {
                paragraph.addSegment(line.substring(at, matcher.start()));
            }
            var style = matcher.group("key") != null
                    ? "json-key"
                    : matcher.group("string") != null ? "json-string" : "json-number";
            paragraph.addWithStyleNames(matcher.group(), style);
            at = matcher.end();
        }
        if (at < line.length()) {
            paragraph.addSegment(line.substring(at));
        }
        return paragraph.build();
    }

    @Override
    public void handleChange(CodeTextModel model, TextPos start, TextPos end, int top, int lines, int bottom) {
        // Nothing is kept from line to line.
    }
}
