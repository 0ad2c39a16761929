package dev.runtree.ui.provenance;

import dev.runtree.provenance.Quote;
import dev.runtree.ui.RightToLeft;
import dev.runtree.ui.WrappedLabel;
import javafx.scene.text.Text;
import javafx.scene.text.TextFlow;

/** Words as they were said, with the value in them marked. */
final class QuoteText extends TextFlow {
    private final Quote quote;

    QuoteText(Quote quote) {
        this.quote = quote;
        getStyleClass().add("origin-quote");
        if (!quote.path().isEmpty()) {
            getChildren().add(text(quote.path() + "  ", "quote-path"));
        }
        var match = new WrappedLabel(line(quote.match()));
        match.getStyleClass().add("quote-match");
        getChildren()
                .addAll(text(line(quote.before()), "quote-words"), match, text(line(quote.after()), "quote-words"));
    }

    String words() {
        return line(quote.before() + quote.match() + quote.after());
    }

    private static String line(String words) {
        return words.replaceAll("\\s+", " ");
    }

    private static Text text(String words, String style) {
        var text = new Text(RightToLeft.tame(words));
        text.getStyleClass().add(style);
        return text;
    }
}
