package dev.runtree.otlp.wire;

import java.io.IOException;
import java.io.InputStream;

/** Opens a body once more, from its beginning: what surrounds the spans of a large one may stand behind them. */
@FunctionalInterface
public interface Opening {
    InputStream open() throws IOException;
}
