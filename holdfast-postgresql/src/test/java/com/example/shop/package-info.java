/** Somebody else's code that uses the library. */
@NullMarked
package com.example.shop;

import org.jspecify.annotations.NullMarked;
