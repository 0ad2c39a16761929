package dev.runtree.agent.retrieval;

import dev.runtree.agent.trace.StepSpan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MultiBits;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Passages in an embedded index, found by their words (BM25). In memory, or in a folder that one process uses at a time. */
final class LuceneStore implements PassageStore {
    private static final Logger LOG = LoggerFactory.getLogger(LuceneStore.class);

    /** Part of each signature: another one makes all files be read again. */
    private static final String FORM = "1 ";

    /** Of a query; what a person asks stands at its beginning. */
    private static final int LONGEST_QUERY = 2000;

    /** Three times as many are what Lucene takes. */
    private static final int MOST_WORDS = 300;

    /** Recommends an option of the JVM on standard error, for vectors, which are not kept here. Held, or it is forgotten. */
    private static final java.util.logging.Logger VECTORS =
            java.util.logging.Logger.getLogger("org.apache.lucene.internal.vectorization.VectorizationProvider");

    static {
        VECTORS.setLevel(Level.SEVERE);
    }

    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final Analyzer analyzer;
    private final Map<String, String> files;

    private LuceneStore(Directory directory) throws IOException {
        this.directory = directory;
        this.analyzer = new PerFieldAnalyzerWrapper(new WordAnalyzer(false), Map.of("stems", new WordAnalyzer(true)));
        this.writer = new IndexWriter(directory, new IndexWriterConfig(analyzer));
        this.searchers = new SearcherManager(writer, null);
        this.files = readFiles();
    }

    static LuceneStore inMemory() {
        try {
            return new LuceneStore(new ByteBuffersDirectory());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the folder has, which is made when it is not there; an index that cannot be read is made anew. While another
     * process has it, it is made in memory instead.
     */
    static LuceneStore in(Path folder) {
        try {
            Files.createDirectories(folder);
            try {
                return opened(folder);
            } catch (CorruptIndexException | IndexFormatTooOldException | IndexFormatTooNewException e) {
                LOG.warn("The index in {} cannot be read and is made anew", folder, e);
                empty(folder);
                return opened(folder);
            }
        } catch (LockObtainFailedException e) {
            LOG.info("The index in {} is used by another process, so this one makes its own in memory", folder);
            return inMemory();
        } catch (IOException | IllegalArgumentException e) {
            throw new RetrievalFailure("the index in " + folder + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static LuceneStore opened(Path folder) throws IOException {
        var directory = new MMapDirectory(folder);
        try {
            return new LuceneStore(directory);
        } catch (IOException | RuntimeException e) {
            IOUtils.closeWhileHandlingException(directory);
            throw e;
        }
    }

    private static void empty(Path folder) throws IOException {
        try (var directory = new MMapDirectory(folder)) {
            for (var file : directory.listAll()) {
                if (!file.equals(IndexWriter.WRITE_LOCK_NAME)) {
                    directory.deleteFile(file);
                }
            }
        }
    }

    @Override
    public String name() {
        return "lucene";
    }

    @Override
    public Map<String, String> files() {
        return Map.copyOf(files);
    }

    /** Read once: nobody else writes to this index. */
    private Map<String, String> readFiles() {
        return with(searcher -> {
            var read = new ConcurrentHashMap<String, String>();
            var live = MultiBits.getLiveDocs(searcher.getIndexReader());
            var stored = searcher.storedFields();
            for (var id = 0; id < searcher.getIndexReader().maxDoc(); id++) {
                if (live == null || live.get(id)) {
                    var document = stored.document(id, Set.of("path", "signature"));
                    var signature = String.valueOf(document.get("signature"));
                    read.put(
                            document.get("path"), signature.startsWith(FORM) ? signature.substring(FORM.length()) : "");
                }
            }
            return read;
        });
    }

    @Override
    public void update(List<FilePassages> changed, List<String> gone, StepSpan step) {
        try {
            for (var path : gone) {
                writer.deleteDocuments(new Term("path", path));
            }
            for (var file : changed) {
                writer.updateDocuments(new Term("path", file.path()), documents(file));
            }
            writer.commit();
            searchers.maybeRefreshBlocking();
            gone.forEach(files::remove);
            changed.forEach(file -> files.put(file.path(), file.signature()));
        } catch (IOException e) {
            throw new RetrievalFailure("the index cannot be written: " + e.getMessage(), e);
        }
    }

    /** A file of which nothing is kept has a document with its signature alone. */
    private static List<Document> documents(FilePassages file) {
        var documents = new ArrayList<Document>();
        var numbers = new HashMap<String, Integer>();
        for (var passage : file.passages()) {
            var place = passage.firstLine() + "-" + passage.lastLine();
            var number = numbers.merge(place, 1, Integer::sum) - 1;
            var document = start(file);
            document.add(new StoredField("id", PassageStore.id(file.path(), passage, number)));
            document.add(new TextField("text", passage.text(), Field.Store.YES));
            document.add(new TextField("stems", passage.text(), Field.Store.NO));
            document.add(new TextField("title", passage.heading() + "\n" + file.path(), Field.Store.NO));
            document.add(new StoredField("heading", passage.heading()));
            document.add(new StoredField("first", passage.firstLine()));
            document.add(new StoredField("last", passage.lastLine()));
            documents.add(document);
        }
        return documents.isEmpty() ? List.of(start(file)) : documents;
    }

    private static Document start(FilePassages file) {
        var document = new Document();
        document.add(new StringField("path", file.path(), Field.Store.YES));
        document.add(new StoredField("signature", FORM + file.signature()));
        return document;
    }

    @Override
    public List<dev.runtree.agent.retrieval.Document> search(String query, int k, StepSpan step) {
        var words = query(query.length() <= LONGEST_QUERY ? query : query.substring(0, LONGEST_QUERY));
        return words == null ? List.of() : with(searcher -> found(searcher, words, k));
    }

    private @Nullable Query query(String text) {
        var all = new BooleanQuery.Builder();
        var boosts = Map.of("text", 1.0f, "stems", 0.5f, "title", 0.7f);
        var any = false;
        for (var boost : boosts.entrySet()) {
            var field = boost.getKey();
            for (var word : words(field, text)) {
                var query = new BoostQuery(new TermQuery(new Term(field, word)), boost.getValue());
                all.add(query, BooleanClause.Occur.SHOULD);
                any = true;
            }
        }
        return any ? all.build() : null;
    }

    /** Each of them once. Lucene's own builder of queries stumbles over long texts whose words overlap, as Chinese ones do. */
    private Set<String> words(String field, String text) {
        var words = new LinkedHashSet<String>();
        try (var tokens = analyzer.tokenStream(field, text)) {
            var word = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken() && words.size() < MOST_WORDS) {
                words.add(word.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    private static List<dev.runtree.agent.retrieval.Document> found(IndexSearcher searcher, Query query, int k)
            throws IOException {
        var documents = new ArrayList<dev.runtree.agent.retrieval.Document>();
        var stored = searcher.storedFields();
        for (var hit : searcher.search(query, k).scoreDocs) {
            var document = stored.document(hit.doc);
            documents.add(new dev.runtree.agent.retrieval.Document(
                    document.get("id"),
                    document.get("text"),
                    hit.score,
                    PassageStore.metadata(
                            document.get("path"),
                            document.get("heading"),
                            document.getField("first").numericValue().intValue(),
                            document.getField("last").numericValue().intValue())));
        }
        return documents;
    }

    private interface Question<T> {
        T ask(IndexSearcher searcher) throws IOException;
    }

    private <T> T with(Question<T> question) {
        try {
            var searcher = searchers.acquire();
            try {
                return question.ask(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new RetrievalFailure("the index cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        IOUtils.closeWhileHandlingException(searchers, writer, directory);
    }
}
