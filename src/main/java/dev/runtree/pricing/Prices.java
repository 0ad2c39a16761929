package dev.runtree.pricing;

import dev.runtree.yaml.BadFile;
import dev.runtree.yaml.YamlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The prices that hold now: those that come along, and before them the user's own file, which is read again when it
 * changes. A file with a mistake never keeps anybody from working: the mistake is told once, and until it is mended what
 * was last read well stays in force. Reads nothing before it is first asked. Safe for use by several threads.
 */
public final class Prices {
    private static final String BUILT_IN = "/prices/list-prices.yaml";

    private final @Nullable Path own;
    private final Consumer<String> trouble;
    private @Nullable PriceList builtIn;
    private PriceTable table = PriceTable.empty();
    private @Nullable Stamp read;

    /** What tells that a file changed. */
    private record Stamp(@Nullable FileTime changed, long size) {
        static final Stamp NO_FILE = new Stamp(null, 0);
    }

    private Prices(@Nullable Path own, Consumer<String> trouble) {
        this.own = own;
        this.trouble = trouble;
    }

    /**
     * The prices of a home.
     *
     * @param own the user's file, which need not be there
     * @param trouble is told of a mistake in it, in one line that names its place
     */
    public static Prices of(Path own, Consumer<String> trouble) {
        return new Prices(own, trouble);
    }

    /** The prices that come along, and no others. */
    public static Prices builtIn() {
        return new Prices(null, mistake -> {});
    }

    /** No prices at all: only costs that producers report are known. */
    public static Prices none() {
        var none = builtIn();
        none.builtIn = PriceList.EMPTY;
        return none;
    }

    /** The table as it is at this moment. */
    public synchronized PriceTable current() {
        var stamp = stamp();
        if (!stamp.equals(read)) {
            read = stamp;
            load(stamp);
        }
        return table;
    }

    private void load(Stamp stamp) {
        var known = builtIn;
        if (known == null) {
            known = PriceFile.read(YamlFile.resource(BUILT_IN));
            builtIn = known;
            table = new PriceTable(PriceList.EMPTY, known);
        }
        if (own == null || stamp.equals(Stamp.NO_FILE)) {
            table = new PriceTable(PriceList.EMPTY, known);
            return;
        }
        try {
            var ownList = YamlFile.readIfFilled(own).map(PriceFile::read).orElse(PriceList.EMPTY);
            table = new PriceTable(ownList, known);
        } catch (BadFile e) {
            trouble.accept(e.getMessage() + "; until that is mended, prices stay as they were before");
        }
    }

    private Stamp stamp() {
        if (own == null) {
            return Stamp.NO_FILE;
        }
        try {
            return new Stamp(Files.getLastModifiedTime(own), Files.size(own));
        } catch (IOException e) {
            return Stamp.NO_FILE;
        }
    }
}
