/** Tests with tables of addresses and URLs, and with real servers on loopback. */
@NullMarked
package dev.poemcp.poe.web;

import org.jspecify.annotations.NullMarked;
