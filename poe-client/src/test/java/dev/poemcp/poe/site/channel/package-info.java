/** Frame parsing by table, and the channel against the emulator. */
@NullMarked
package dev.poemcp.poe.site.channel;

import org.jspecify.annotations.NullMarked;
