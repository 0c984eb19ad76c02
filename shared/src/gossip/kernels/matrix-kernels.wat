;; The matrix product of dense networks: target += left * right. What it computes is said in plain TypeScript in
;; simulation/learners/multiply-add.ts, with which it agrees to the bit: each entry of the target gets its products one after
;; the other, in the order of the inner index. `npm run kernels` compiles this to matrix-kernels.generated.ts.
;;
;; All positions and steps are in bytes. Target and right are row-major; entry (r, k) of left is at
;; $left + r * $rowStep + k * $innerStep.
(module
  (memory (export "memory") 1)

  (func (export "multiplyAdd") (param $target i32) (param $rows i32) (param $columns i32)
    (param $left i32) (param $rowStep i32) (param $innerStep i32) (param $inner i32) (param $right i32)
    (local $width i32) (local $whole i32) (local $end i32) (local $block i32) (local $at i32)
    (local.set $width (i32.shl (local.get $columns) (i32.const 2)))
    ;; Bytes of a row that are in blocks of 8 columns.
    (local.set $whole (i32.and (local.get $width) (i32.const -32)))
    (local.set $end (i32.add (local.get $target) (i32.mul (local.get $rows) (local.get $width))))
    ;; The end of those rows that are in blocks of 4.
    (local.set $block (i32.add (local.get $target)
      (i32.mul (i32.and (local.get $rows) (i32.const -4)) (local.get $width))))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $target) (local.get $end)))
        (if (i32.lt_u (local.get $target) (local.get $block))
          (then
            (local.set $at (i32.const 0))
            (block $across
              (loop $nextBlock
                (br_if $across (i32.ge_u (local.get $at) (local.get $whole)))
                (call $fourRows (i32.add (local.get $target) (local.get $at)) (local.get $width)
                  (local.get $left) (local.get $rowStep) (local.get $innerStep) (local.get $inner)
                  (i32.add (local.get $right) (local.get $at)))
                (local.set $at (i32.add (local.get $at) (i32.const 32)))
                (br $nextBlock)))
            (local.set $at (i32.const 4))
            (loop $nextRow
              (call $oneRow (local.get $target) (local.get $whole) (local.get $width)
                (local.get $left) (local.get $innerStep) (local.get $inner) (local.get $right))
              (local.set $target (i32.add (local.get $target) (local.get $width)))
              (local.set $left (i32.add (local.get $left) (local.get $rowStep)))
              (br_if $nextRow (local.tee $at (i32.sub (local.get $at) (i32.const 1))))))
          (else
            (call $oneRow (local.get $target) (i32.const 0) (local.get $width)
              (local.get $left) (local.get $innerStep) (local.get $inner) (local.get $right))
            (local.set $target (i32.add (local.get $target) (local.get $width)))
            (local.set $left (i32.add (local.get $left) (local.get $rowStep)))))
        (br $next))))

  ;; 4 rows of 8 columns.
  (func $fourRows (param $target i32) (param $width i32)
    (param $left i32) (param $rowStep i32) (param $innerStep i32) (param $inner i32) (param $right i32)
    (local $t1 i32) (local $t2 i32) (local $t3 i32) (local $l1 i32) (local $l2 i32) (local $l3 i32)
    (local $x v128) (local $y v128) (local $factor v128)
    (local $a v128) (local $b v128) (local $c v128) (local $d v128)
    (local $e v128) (local $f v128) (local $g v128) (local $h v128)
    (local.set $t1 (i32.add (local.get $target) (local.get $width)))
    (local.set $t2 (i32.add (local.get $t1) (local.get $width)))
    (local.set $t3 (i32.add (local.get $t2) (local.get $width)))
    (local.set $l1 (i32.add (local.get $left) (local.get $rowStep)))
    (local.set $l2 (i32.add (local.get $l1) (local.get $rowStep)))
    (local.set $l3 (i32.add (local.get $l2) (local.get $rowStep)))
    (local.set $a (v128.load (local.get $target)))
    (local.set $b (v128.load offset=16 (local.get $target)))
    (local.set $c (v128.load (local.get $t1)))
    (local.set $d (v128.load offset=16 (local.get $t1)))
    (local.set $e (v128.load (local.get $t2)))
    (local.set $f (v128.load offset=16 (local.get $t2)))
    (local.set $g (v128.load (local.get $t3)))
    (local.set $h (v128.load offset=16 (local.get $t3)))
    (loop $next
      (local.set $x (v128.load (local.get $right)))
      (local.set $y (v128.load offset=16 (local.get $right)))
      (local.set $factor (v128.load32_splat (local.get $left)))
      (local.set $a (f32x4.add (local.get $a) (f32x4.mul (local.get $factor) (local.get $x))))
      (local.set $b (f32x4.add (local.get $b) (f32x4.mul (local.get $factor) (local.get $y))))
      (local.set $factor (v128.load32_splat (local.get $l1)))
      (local.set $c (f32x4.add (local.get $c) (f32x4.mul (local.get $factor) (local.get $x))))
      (local.set $d (f32x4.add (local.get $d) (f32x4.mul (local.get $factor) (local.get $y))))
      (local.set $factor (v128.load32_splat (local.get $l2)))
      (local.set $e (f32x4.add (local.get $e) (f32x4.mul (local.get $factor) (local.get $x))))
      (local.set $f (f32x4.add (local.get $f) (f32x4.mul (local.get $factor) (local.get $y))))
      (local.set $factor (v128.load32_splat (local.get $l3)))
      (local.set $g (f32x4.add (local.get $g) (f32x4.mul (local.get $factor) (local.get $x))))
      (local.set $h (f32x4.add (local.get $h) (f32x4.mul (local.get $factor) (local.get $y))))
      (local.set $right (i32.add (local.get $right) (local.get $width)))
      (local.set $left (i32.add (local.get $left) (local.get $innerStep)))
      (local.set $l1 (i32.add (local.get $l1) (local.get $innerStep)))
      (local.set $l2 (i32.add (local.get $l2) (local.get $innerStep)))
      (local.set $l3 (i32.add (local.get $l3) (local.get $innerStep)))
      (br_if $next (local.tee $inner (i32.sub (local.get $inner) (i32.const 1)))))
    (v128.store (local.get $target) (local.get $a))
    (v128.store offset=16 (local.get $target) (local.get $b))
    (v128.store (local.get $t1) (local.get $c))
    (v128.store offset=16 (local.get $t1) (local.get $d))
    (v128.store (local.get $t2) (local.get $e))
    (v128.store offset=16 (local.get $t2) (local.get $f))
    (v128.store (local.get $t3) (local.get $g))
    (v128.store offset=16 (local.get $t3) (local.get $h)))

  ;; A row from that byte on: 4 columns at a time, then one.
  (func $oneRow (param $target i32) (param $from i32) (param $width i32)
    (param $left i32) (param $innerStep i32) (param $inner i32) (param $right i32)
    (local $l i32) (local $r i32) (local $k i32) (local $sums v128) (local $sum f32)
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $from) (local.get $width)))
        (local.set $l (local.get $left))
        (local.set $r (i32.add (local.get $right) (local.get $from)))
        (local.set $k (local.get $inner))
        (if (i32.ge_u (i32.sub (local.get $width) (local.get $from)) (i32.const 16))
          (then
            (local.set $sums (v128.load (i32.add (local.get $target) (local.get $from))))
            (loop $nextFour
              (local.set $sums (f32x4.add (local.get $sums)
                (f32x4.mul (v128.load32_splat (local.get $l)) (v128.load (local.get $r)))))
              (local.set $l (i32.add (local.get $l) (local.get $innerStep)))
              (local.set $r (i32.add (local.get $r) (local.get $width)))
              (br_if $nextFour (local.tee $k (i32.sub (local.get $k) (i32.const 1)))))
            (v128.store (i32.add (local.get $target) (local.get $from)) (local.get $sums))
            (local.set $from (i32.add (local.get $from) (i32.const 16))))
          (else
            (local.set $sum (f32.load (i32.add (local.get $target) (local.get $from))))
            (loop $nextOne
              (local.set $sum (f32.add (local.get $sum)
                (f32.mul (f32.load (local.get $l)) (f32.load (local.get $r)))))
              (local.set $l (i32.add (local.get $l) (local.get $innerStep)))
              (local.set $r (i32.add (local.get $r) (local.get $width)))
              (br_if $nextOne (local.tee $k (i32.sub (local.get $k) (i32.const 1)))))
            (f32.store (i32.add (local.get $target) (local.get $from)) (local.get $sum))
            (local.set $from (i32.add (local.get $from) (i32.const 4)))))
        (br $next)))))
