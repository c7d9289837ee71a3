/**
 * Which files may be attached ({@link dev.poemcp.server.policy.files.FilePolicy}), and opening them ({@link
 * dev.poemcp.server.policy.files.AttachmentOpener}).
 */
@NullMarked
package dev.poemcp.server.policy.files;

import org.jspecify.annotations.NullMarked;
