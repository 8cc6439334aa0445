/** Somebody else's application, with nothing but what the library brings. */
@NullMarked
package com.example.plain;

import org.jspecify.annotations.NullMarked;
