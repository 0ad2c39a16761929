package dev.runtree.agent.retrieval;

import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cjk.CJKWidthFilter;
import org.apache.lucene.analysis.en.EnglishMinimalStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;

/**
 * Words of texts in whatever languages, mixed: without case and accents; Chinese, Japanese and Korean as single characters
 * and pairs of them, for their words have no space between.
 */
final class WordAnalyzer extends Analyzer {
    private final boolean stems;

    /** @param stems whether an English plural counts as its singular */
    WordAnalyzer(boolean stems) {
        this.stems = stems;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        var words = new StandardTokenizer();
        TokenStream tokens = new CJKWidthFilter(words);
        tokens = new LowerCaseFilter(tokens);
        tokens = new CJKBigramFilter(
                tokens,
                CJKBigramFilter.HAN | CJKBigramFilter.HIRAGANA | CJKBigramFilter.KATAKANA | CJKBigramFilter.HANGUL,
                true);
        tokens = new ASCIIFoldingFilter(tokens);
        return new TokenStreamComponents(words, stems ? new EnglishMinimalStemFilter(tokens) : tokens);
    }

    @Override
    protected TokenStream normalize(String field, TokenStream in) {
        return new ASCIIFoldingFilter(new LowerCaseFilter(new CJKWidthFilter(in)));
    }
}
