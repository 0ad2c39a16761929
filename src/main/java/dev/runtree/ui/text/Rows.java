package dev.runtree.ui.text;

/** The rows of a text from its top to its end, however many; only those in view are ever asked for what they say. */
sealed interface Rows permits JsonRows, PlainRows {

    int size();

    RowText row(int row);

    /** About how many characters a row has, cheaply. */
    int length(int row);

    /** How many digits line numbers have; 0 for none. */
    int digits();
}
