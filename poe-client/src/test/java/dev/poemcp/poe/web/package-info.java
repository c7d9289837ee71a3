/** The web is hostile: tables of addresses and forms of URLs, and real servers on loopback. */
@NullMarked
package dev.poemcp.poe.web;

import org.jspecify.annotations.NullMarked;
