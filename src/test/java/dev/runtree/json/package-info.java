/** Tests of the JSON index, with Jackson as the judge. */
package dev.runtree.json;
